import { App } from 'antd'
import { useCallback, useState } from 'react'

/** Runs an action with its button busy; errors are shown, success is told when there is something to tell. */
export function useAct(refresh: () => Promise<void>) {
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const act = useCallback(
    async <T>(work: () => Promise<T>, told?: string | ((result: T) => string)): Promise<T | undefined> => {
      setBusy(true)
      try {
        const result = await work()
        if (told !== undefined) message.success(typeof told === 'string' ? told : told(result))
        await refresh()
        return result
      } catch (error) {
        message.error(error instanceof Error ? error.message : '操作没有成功')
        return undefined
      } finally {
        setBusy(false)
      }
    },
    [message, refresh],
  )
  return { act, isBusy }
}
