import { Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { ApiError, startStepUp } from '@linggong/shared'
import type { stepUpOperations } from '@linggong/shared'
import { call } from '../api/call'
import { CodeInput } from './code-input'
import { ErrorAlert } from './error-state'

/** Used, spent or mismatched proof: a new code is needed. */
const spent = new Set(['SMS_CODE_EXPIRED', 'STEP_UP_MISMATCH', 'STEP_UP_REQUIRED'])

export interface StepUpProps {
  operation: (typeof stepUpOperations)[number]
  subjectId: string
  digest: string
  title: string
  /** What it affects. */
  summary: ReactNode
  /** Names the object or the amount. */
  okText?: string
  danger?: boolean
  onProof: (proof: { stepUpId: string; code: string }) => Promise<void>
  onClose: () => void
}

/**
 * Fresh proof before an important operation: shows what it affects, sends a code bound to the operation, its object
 * and `digest`, and hands the proof to `onProof`, whose ApiError is shown in place.
 */
export function StepUpModal({ open, ...props }: StepUpProps & { open: boolean }) {
  if (!open) return null
  const { operation, subjectId, digest } = props
  return <StepUpWindow key={`${operation} ${subjectId} ${digest}`} {...props} />
}

function StepUpWindow({
  operation,
  subjectId,
  digest,
  title,
  summary,
  okText = '确认',
  danger,
  onProof,
  onClose,
}: StepUpProps) {
  const [started, setStarted] = useState<{ stepUpId: string; phone: string } | null>(null)
  const [code, setCode] = useState('')
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)

  async function send(): Promise<number> {
    const answer = await call(startStepUp, { body: { operation, subjectId, digest } })
    setStarted(answer)
    setCode('')
    return answer.resendAfterSeconds
  }

  async function confirm() {
    if (!started || code.length !== 6 || running) return
    setRunning(true)
    setError(null)
    try {
      await onProof({ stepUpId: started.stepUpId, code })
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      setError(thrown)
      setCode('')
      if (spent.has(thrown.code)) setStarted(null)
    } finally {
      setRunning(false)
    }
  }

  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText="返回"
      onOk={() => void confirm()}
      onCancel={onClose}
      confirmLoading={running}
      okButtonProps={{ disabled: !started || code.length !== 6, danger: danger === true }}
      mask={{ closable: false }}
      destroyOnHidden
      width={480}
    >
      <div className="step-up">
        <div className="step-up__summary">{summary}</div>
        <ErrorAlert error={error} />
        <label className="step-up__label" htmlFor="step-up-code">
          短信验证码
        </label>
        <CodeInput
          id="step-up-code"
          value={code}
          onChange={setCode}
          onSend={send}
          onError={setError}
          onEnter={() => void confirm()}
        />
        <div className="step-up__hint">
          {started
            ? `已发送到 ${started.phone}，5 分钟内有效`
            : '这是重要操作，请点“获取验证码”，验证码会发到您的登录手机号'}
        </div>
      </div>
    </Modal>
  )
}
