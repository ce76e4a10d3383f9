import { useEffect } from 'react'
import { Text, View } from '@tarojs/components'
import type { ApiError } from '@linggong/shared'
import { revealError } from '@/platform/reveal-error'
import { aria } from './aria'
import { modified } from './class-names'

interface NoticeProps {
  tone?: 'info' | 'warn' | 'bad'
  text: string
  action?: string
  onAction?: () => void
}

/** A sentence that needs attention, with at most one way on. */
export function Notice({ tone = 'info', text, action, onAction }: NoticeProps) {
  return (
    <View className={modified('notice', { [tone]: true })} {...aria(tone === 'bad' ? 'alert' : 'status')}>
      <Text className="notice__text">{text}</Text>
      {action && onAction && (
        <View className="notice__action" {...aria('button', { label: action })} onClick={onAction}>
          {action}
        </View>
      )}
    </View>
  )
}

/** Why something was refused; nothing when it was not. */
export function ErrorNotice({
  error,
  action,
  onAction,
}: {
  error: ApiError | null
  action?: string
  onAction?: () => void
}) {
  useEffect(() => {
    if (error) revealError('.notice--bad')
  }, [error])
  if (!error) return null
  return <Notice tone="bad" text={error.message} {...(action && onAction ? { action, onAction } : {})} />
}
