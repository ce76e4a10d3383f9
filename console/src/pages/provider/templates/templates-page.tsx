import { Tabs } from 'antd'
import { listTemplates } from '@linggong/shared'
import type { templateKinds } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Loaded } from '@/shared/ui/loaded'
import { Page } from '@/shared/ui/page'
import { SigningSettings } from './signing-settings'
import { TemplateEditor } from './template-editor'
import './templates.css'

const labels: Record<(typeof templateKinds)[number], string> = {
  'enterprise-provider': '企业合同模板',
  'worker-provider': '灵工合同模板',
}

/** The texts contracts are made from, and how this provider signs. */
export default function TemplatesPage() {
  const templates = useApi(listTemplates, {}, { refetchInterval: false })
  return (
    <Page title="合同模板与签署设置" note="保存后新生成的合同用新版本，已经生成的合同不变">
      <SigningSettings />
      <Loaded query={templates} rows={12}>
        {({ rows }) => (
          <Tabs
            type="card"
            className="template-tabs"
            items={(Object.keys(labels) as (keyof typeof labels)[]).flatMap((kind) => {
              const template = rows.find((row) => row.kind === kind)
              if (!template) return []
              return [
                {
                  key: kind,
                  label: labels[kind],
                  children: (
                    <TemplateEditor key={template.version} template={template} label={labels[kind]} />
                  ),
                },
              ]
            })}
          />
        )}
      </Loaded>
    </Page>
  )
}
