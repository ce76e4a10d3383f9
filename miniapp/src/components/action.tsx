import type { ReactNode } from 'react'
import type { ButtonProps } from '@tarojs/components'
import { Button } from '@nutui/nutui-react-taro'
import { aria } from './aria'

interface ActionProps {
  children: string
  onTap?: () => void
  busy?: boolean
  disabled?: boolean
  kind?: 'primary' | 'plain'
  icon?: ReactNode
  openType?: ButtonProps['openType']
  onGetPhoneNumber?: ButtonProps['onGetPhoneNumber']
}

/** The big button: at least 52 px high, says what it does, cannot be tapped twice while it works. */
export function Action({
  children,
  onTap,
  busy = false,
  disabled = false,
  kind = 'primary',
  openType,
  onGetPhoneNumber,
}: ActionProps) {
  const platformProps = {
    ...aria('button', { label: children, disabled: disabled || busy }),
    ...(openType ? { openType } : {}),
    ...(onGetPhoneNumber ? { onGetPhoneNumber } : {}),
  }
  return (
    <Button
      {...platformProps}
      className="action"
      block
      size="xlarge"
      type={kind === 'primary' ? 'primary' : 'default'}
      fill={kind === 'primary' ? 'solid' : 'outline'}
      loading={busy}
      disabled={disabled}
      onClick={() => onTap?.()}
    >
      {children}
    </Button>
  )
}
