import type { PropsWithChildren } from 'react'
import { Text, View } from '@tarojs/components'
import { Popup } from '@nutui/nutui-react-taro'
import { Action } from './action'

interface SheetProps {
  open: boolean
  title: string
  confirm: string
  cancel?: string
  busy?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks again from below before something that cannot be taken back. */
export function Sheet({
  open,
  title,
  confirm,
  cancel = '再看看',
  busy = false,
  onConfirm,
  onClose,
  children,
}: PropsWithChildren<SheetProps>) {
  return (
    <Popup
      className="sheet-popup"
      visible={open}
      position="bottom"
      destroyOnClose
      closeOnOverlayClick={!busy}
      onClose={onClose}
    >
      <View className="sheet">
        <Text className="sheet__title">{title}</Text>
        {children}
        <Action busy={busy} onTap={onConfirm}>
          {confirm}
        </Action>
        <Action kind="plain" disabled={busy} onTap={onClose}>
          {cancel}
        </Action>
      </View>
    </Popup>
  )
}
