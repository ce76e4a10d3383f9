import { App, Switch } from 'antd'
import { getOwnProvider, updateProviderSettings } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { Loaded } from '@/shared/ui/loaded'
import { Panel } from '@/shared/ui/page'
import { useConfirm } from '@/shared/ui/use-confirm'

type Provider = ResponseOf<typeof getOwnProvider>

/** The two switches: automatic seal on contracts with enterprises, silent signing of contracts with workers. */
export function SigningSettings() {
  const profile = useApi(getOwnProvider, {})
  return (
    <Panel title="签署设置">
      <Loaded query={profile} rows={2}>
        {(provider) => <Switches provider={provider} />}
      </Loaded>
    </Panel>
  )
}

function Switches({ provider }: { provider: Provider }) {
  const { message } = App.useApp()
  const confirm = useConfirm()
  const save = useIntent(updateProviderSettings, {
    invalidate: [getOwnProvider],
    onDone: () => void message.success('签署设置已保存'),
  })
  const { autoSeal, silentSigning } = provider
  return (
    <div className="switches">
      <div className="switches__row">
        <Switch
          aria-label="对方签署后自动盖章"
          checked={autoSeal}
          loading={save.running}
          onChange={(on) => void save.run({ body: { autoSeal: on, silentSigning } })}
        />
        <div>
          <div>对方签署后自动盖章</div>
          <div className="faint">
            {autoSeal
              ? '对方签完，您的印章自动加盖，合同立即生效'
              : '对方签完后，由您的人员在“合同”里验证短信后盖章'}
          </div>
        </div>
      </div>
      <div className="switches__row">
        <Switch
          aria-label="灵工合同静默签署"
          checked={silentSigning}
          loading={save.running}
          onChange={(on) =>
            on
              ? confirm({
                  title: '开启灵工合同静默签署？',
                  content:
                    '开启后，灵工在注册时同意协议即视为签署，不再手写签名和验证短信。请确认已取得灵工的授权。',
                  okText: '开启静默签署',
                  onOk: () => save.run({ body: { autoSeal, silentSigning: true } }),
                })
              : void save.run({ body: { autoSeal, silentSigning: false } })
          }
        />
        <div>
          <div>灵工合同静默签署</div>
          <div className="faint">
            {silentSigning ? '灵工不用单独签合同' : '灵工接受任务前，在手机上阅读、手写签名并验证短信'}
          </div>
        </div>
      </div>
    </div>
  )
}
