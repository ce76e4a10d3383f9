import { App } from 'antd'
import { useCallback } from 'react'
import type { ReactNode } from 'react'

/** Asks once more before something that cannot be taken back. `okText` names the object or the amount. */
export function useConfirm(): (question: {
  title: string
  content?: ReactNode
  okText: string
  danger?: boolean
  onOk: () => unknown
}) => void {
  const { modal } = App.useApp()
  return useCallback(
    ({ danger, onOk, ...question }) => {
      modal.confirm({
        ...question,
        cancelText: '返回',
        okButtonProps: { danger: danger === true },
        onOk: async () => {
          await onOk()
        },
      })
    },
    [modal],
  )
}
