import { useRef } from 'react'
import { useDidShow } from '@tarojs/taro'

/** Runs when the page comes back into view, not when it is first opened. */
export function usePageShown(callback: () => void): void {
  const opened = useRef(false)
  useDidShow(() => {
    if (opened.current) callback()
    opened.current = true
  })
}
