import { useCallback, useState } from 'react'
import Taro, { usePageScroll } from '@tarojs/taro'

interface Rect {
  top: number
  bottom: number
}

function measure(selector: string): Promise<Rect[]> {
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .selectAll(selector)
      .boundingClientRect((rects) => resolve((rects ?? []) as unknown as Rect[]))
      .exec()
  })
}

/**
 * How far a contract was read: a page counts when its end has been on the screen. `goOn` brings the next
 * unread page up.
 */
export function useReading(selector: string, pages: number) {
  const [read, setRead] = useState(0)

  const look = useCallback(async () => {
    const { windowHeight } = Taro.getSystemInfoSync()
    const rects = await measure(selector)
    const seen = rects.filter((rect) => rect.bottom <= windowHeight + 8).length
    setRead((before) => Math.max(before, seen))
  }, [selector])

  usePageScroll(() => void look())

  const goOn = useCallback(async () => {
    const next = Math.min(read + 1, pages)
    const rects = await measure(selector)
    const target = rects[next - 1]
    const { windowHeight } = Taro.getSystemInfoSync()
    const viewport = await scrollTop()
    if (target)
      await Taro.pageScrollTo({
        scrollTop: Math.max(0, viewport + target.bottom - windowHeight + 160),
        duration: 250,
      }).catch(() => undefined) // the page was left while it scrolled
    setRead((before) => Math.max(before, next))
  }, [read, pages, selector])

  return { read: Math.min(read, pages), finished: pages > 0 && read >= pages, goOn }
}

function scrollTop(): Promise<number> {
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .selectViewport()
      .scrollOffset((offset) => resolve(offset?.scrollTop ?? 0))
      .exec()
  })
}
