import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError, isSettled } from '@linggong/shared'
import { intentKeys } from '@/domain/intent-keys'

export interface Intent<Input, Output> {
  /** Resolves undefined when it was refused (see `error`) or is already running. */
  submit: (input: Input) => Promise<Output | undefined>
  busy: boolean
  error: ApiError | null
  clearError: () => void
}

const inProgressTries = 3
const inProgressPauseMs = 1_000

/** Waits while the server still works on the first try of the same wish. */
async function patiently<Output>(run: () => Promise<Output>): Promise<Output> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      const working = error instanceof ApiError && error.code === 'IDEMPOTENCY_IN_PROGRESS'
      if (!working || tries >= inProgressTries) throw error
      await new Promise((resolve) => setTimeout(resolve, inProgressPauseMs))
    }
  }
}

/**
 * Something the worker wants done once. `run` gets the key to send; a second tap while it runs does
 * nothing, and a retry after a lost answer sends the same key. `name` tells one wish from another
 * (it includes the object's id).
 */
export function useIntent<Input, Output>(
  name: string,
  run: (input: Input, idempotencyKey: string) => Promise<Output>,
): Intent<Input, Output> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const running = useRef(false)
  const mounted = useRef(true)
  const latestRun = useRef(run)
  useEffect(() => {
    latestRun.current = run
  })
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])

  const submit = useCallback(
    async (input: Input): Promise<Output | undefined> => {
      if (running.current) return undefined
      running.current = true
      setBusy(true)
      setError(null)
      try {
        const output = await patiently(() => latestRun.current(input, intentKeys.keyFor(name, input)))
        intentKeys.settle(name, input)
        return output
      } catch (thrown) {
        if (!(thrown instanceof ApiError)) throw thrown
        if (isSettled(thrown)) intentKeys.settle(name, input)
        if (mounted.current) setError(thrown)
        return undefined
      } finally {
        running.current = false
        if (mounted.current) setBusy(false)
      }
    },
    [name],
  )
  const clearError = useCallback(() => setError(null), [])
  return { submit, busy, error, clearError }
}
