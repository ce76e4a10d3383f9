import { Alert, App, Button, Form, Input, Tabs } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useEffect, useRef, useState } from 'react'
import { useBlocker } from 'react-router'
import { listTemplates, updateTemplate } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useConfirm } from '@/shared/ui/use-confirm'
import { ErrorAlert } from '@/shared/ui/error-state'
import { TimeText } from '@/shared/ui/time'
import { TemplatePreview } from './template-preview'
import { unknownVariables } from './template-text'

type Template = ResponseOf<typeof listTemplates>['rows'][number]

/** A contract text at the left; its variables and how it will print at the right. */
export function TemplateEditor({ template, label }: { template: Template; label: string }) {
  const { message } = App.useApp()
  const confirm = useConfirm()
  const [title, setTitle] = useState(template.title)
  const [body, setBody] = useState(template.body)
  const area = useRef<TextAreaRef>(null)
  const save = useIntent(updateTemplate, {
    inline: true,
    invalidate: [listTemplates],
    onDone: ({ version }) => void message.success(`${label}已保存为第 ${version} 版`),
  })
  const changed = title !== template.title || body !== template.body
  useLeaveGuard(changed && !save.running)
  const unknown = unknownVariables(
    body,
    template.variables.map(({ name }) => name),
  )
  const problem =
    unknown.length > 0
      ? `正文里有不认识的变量：${unknown.map((name) => `{{${name}}}`).join('、')}，请从右侧插入`
      : null

  function insert(name: string) {
    const field = area.current?.resizableTextArea?.textArea
    const at = field?.selectionStart ?? body.length
    const end = field?.selectionEnd ?? at
    const text = `{{${name}}}`
    setBody(body.slice(0, at) + text + body.slice(end))
    requestAnimationFrame(() => {
      field?.focus()
      field?.setSelectionRange(at + text.length, at + text.length)
    })
  }

  return (
    <div className="template">
      <div className="panel template__edit">
        <Form layout="vertical">
          <Form.Item label="合同名称" htmlFor={`title-${template.kind}`}>
            <Input
              id={`title-${template.kind}`}
              value={title}
              maxLength={60}
              onChange={(event) => setTitle(event.target.value)}
            />
          </Form.Item>
          <Form.Item
            label="正文"
            htmlFor={`body-${template.kind}`}
            extra="行首写“# ”是标题；变量在生成合同时换成真实内容"
          >
            <Input.TextArea
              ref={area}
              id={`body-${template.kind}`}
              className="template__text"
              value={body}
              maxLength={50_000}
              rows={26}
              onChange={(event) => setBody(event.target.value)}
            />
          </Form.Item>
        </Form>
        {problem ? <Alert type="warning" showIcon title={problem} className="error-alert" /> : null}
        <ErrorAlert error={save.error} />
        <div className="template__bar">
          <span className="faint">
            第 {template.version} 版，
            <TimeText at={template.updatedAt} /> 保存
          </span>
          <span className="template__buttons">
            <Button
              disabled={!changed}
              onClick={() => {
                setTitle(template.title)
                setBody(template.body)
              }}
            >
              放弃修改
            </Button>
            <Button
              type="primary"
              disabled={!changed || problem !== null}
              loading={save.running}
              onClick={() =>
                confirm({
                  title: `保存${label}？`,
                  content: '之后新生成的合同用这一版，已经生成和签署的合同不变。',
                  okText: '保存新版本',
                  onOk: () =>
                    save.run({
                      params: { kind: template.kind },
                      body: { title: title.trim(), body, version: template.version },
                    }),
                })
              }
            >
              保存模板
            </Button>
          </span>
        </div>
      </div>
      <div className="panel template__side">
        <Tabs
          items={[
            {
              key: 'variables',
              label: '变量',
              children: (
                <ul className="variables">
                  {template.variables.map(({ name, label: meaning }) => (
                    <li key={name}>
                      <span>{meaning}</span>
                      <code>{`{{${name}}}`}</code>
                      <Button
                        size="small"
                        onMouseDown={(event) => event.preventDefault()}
                        onClick={() => insert(name)}
                        aria-label={`插入${meaning}`}
                      >
                        插入
                      </Button>
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              key: 'preview',
              label: '预览',
              children: <TemplatePreview title={title} body={body} variables={template.variables} />,
            },
          ]}
        />
      </div>
    </div>
  )
}

/** Asks before an edited text is left: inside the console by a window, else by the browser. */
function useLeaveGuard(changed: boolean): void {
  const { modal } = App.useApp()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => changed && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!changed) return undefined
    const stop = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stop)
    return () => window.removeEventListener('beforeunload', stop)
  }, [changed])
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    modal.confirm({
      title: '模板还没有保存',
      content: '离开后修改的内容会丢失。',
      okText: '不保存，离开',
      okButtonProps: { danger: true },
      cancelText: '留在这里',
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    })
  }, [blocker, modal])
}
