import { useCallback, useEffect, useState } from 'react'

/** Seconds until `start(seconds)` runs out; 0 when idle. */
export function useCountdown(): { left: number; start: (seconds: number) => void } {
  const [endsAt, setEndsAt] = useState(0)
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (!endsAt) return undefined
    const tick = () => setLeft(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [endsAt])
  const start = useCallback((seconds: number) => setEndsAt(Date.now() + seconds * 1000), [])
  return { left, start }
}
