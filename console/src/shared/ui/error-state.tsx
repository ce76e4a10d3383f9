import { Alert, Button } from 'antd'
import type { ApiError } from '@linggong/shared'

/** What stands in the place of content that could not be read, with a retry. */
export function ErrorState({ error, onRetry }: { error: ApiError; onRetry?: () => void }) {
  return (
    <div className="error-state" role="alert">
      <div className="error-state__text">{error.message}</div>
      {error.requestId ? <div className="error-state__id">请求编号 {error.requestId}</div> : null}
      {onRetry ? <Button onClick={onRetry}>重新加载</Button> : null}
    </div>
  )
}

/** A refusal above a form or in a modal; nothing when there is none. */
export function ErrorAlert({ error }: { error: ApiError | null | undefined }) {
  if (!error) return null
  return <Alert type="error" showIcon title={error.message} className="error-alert" />
}
