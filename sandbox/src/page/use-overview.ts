import { useCallback, useEffect, useState } from 'react'
import { call } from './api.ts'
import type { Overview } from './types.ts'

/** Asks once a second while the page is visible; `refresh` asks at once. */
export function useOverview(opened: readonly string[]) {
  const [overview, setOverview] = useState<Overview>()
  const [isLost, setLost] = useState(false)
  const path = `overview?people=${opened.join(',')}`

  const refresh = useCallback(async () => {
    try {
      setOverview(await call<Overview>(path))
      setLost(false)
    } catch {
      setLost(true)
    }
  }, [path])

  useEffect(() => {
    const first = setTimeout(refresh)
    const timer = setInterval(() => {
      if (!document.hidden) void refresh()
    }, 1_000)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [refresh])

  return { overview, isLost, refresh }
}
