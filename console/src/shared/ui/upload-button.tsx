import { UploadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { ApiError, isSettled } from '@linggong/shared'
import type { CallInput, Endpoint, ResponseOf } from '@linggong/shared'
import { upload } from '../api/call'
import { intentKeys } from '../api/intent-keys'
import { ErrorAlert } from './error-state'
import { extensionsOf, refuseFile } from './refuse-file'

/** Chooses a file and sends it to an endpoint that takes one, with progress; refusals are shown below. */
export function UploadButton<E extends Endpoint>({
  endpoint,
  input,
  label,
  type = 'default',
  disabled,
  onUploaded,
  extra,
}: {
  endpoint: E
  input: CallInput<E>
  label: string
  type?: 'default' | 'primary'
  disabled?: boolean
  onUploaded: (answer: ResponseOf<E>, file: File) => void
  /** Beside the button. */
  extra?: ReactNode
}) {
  const picker = useRef<HTMLInputElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const rule = endpoint.upload
  if (!rule) throw new Error(`${endpoint.path} takes no file`)
  const { field } = rule

  async function send(file: File) {
    const refusal = refuseFile(file, rule as NonNullable<typeof rule>)
    setError(refusal ? new ApiError(400, { message: refusal }) : null)
    if (refusal) return
    setShare(0)
    const intent = { ...input, file: { field, content: file, name: file.name } }
    const name = `${endpoint.method} ${endpoint.path}`
    try {
      const idempotencyKey = intentKeys.keyFor(name, intent)
      const answer = await upload(endpoint, { ...intent, idempotencyKey } as CallInput<E>, setShare)
      intentKeys.settle(name, intent)
      onUploaded(answer, file)
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      if (isSettled(thrown)) intentKeys.settle(name, intent)
      setError(thrown)
    } finally {
      setShare(null)
    }
  }

  return (
    <div className="upload">
      <div className="upload__row">
        <Button
          type={type}
          icon={<UploadOutlined aria-hidden />}
          loading={share !== null}
          disabled={disabled === true}
          onClick={() => picker.current?.click()}
        >
          {label}
        </Button>
        {extra}
      </div>
      <input
        ref={picker}
        type="file"
        style={{ display: 'none' }}
        aria-label={`${label}（选择文件）`}
        accept={extensionsOf(rule).join(',')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void send(file)
        }}
      />
      {share === null ? null : <Progress percent={Math.round(share * 100)} size="small" />}
      <ErrorAlert error={error} />
    </div>
  )
}
