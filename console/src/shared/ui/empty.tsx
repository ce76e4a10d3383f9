import { InboxOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'

/** Says why a place is empty and what fills it. */
export function EmptyState({ text, hint, action }: { text: string; hint?: string; action?: ReactNode }) {
  return (
    <div className="empty">
      <InboxOutlined aria-hidden className="empty__icon" />
      <div className="empty__text">{text}</div>
      {hint ? <div className="empty__hint">{hint}</div> : null}
      {action ? <div className="empty__action">{action}</div> : null}
    </div>
  )
}
