import { useEffect, useRef } from 'react'

/** Keeps a list at its end when something is added. */
export function useScrollEnd<T extends HTMLElement>(count: number) {
  const element = useRef<T>(null)
  useEffect(() => {
    if (count > 0) element.current?.scrollTo({ top: element.current.scrollHeight })
  }, [count])
  return element
}
