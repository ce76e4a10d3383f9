import { useCallback, useEffect, useRef, useState } from 'react'
import { App } from 'antd'
import { ApiError, isSettled } from '@linggong/shared'
import type { CallInput, Endpoint, ResponseOf } from '@linggong/shared'
import { call } from './call'
import { intentKeys } from './intent-keys'
import { refresh } from './use-query'

export interface IntentOptions<E extends Endpoint> {
  onDone?: (answer: ResponseOf<E>) => void
  /** Read again by every component that shows them, also after a refusal (the object may have moved on). */
  invalidate?: Endpoint[]
  /** The page shows `error` itself (a form, a modal); without it a refusal is shown as a message on top. */
  inline?: boolean
}

export interface Intent<E extends Endpoint> {
  /** Resolves undefined when it was refused (see `error`) or is already running. */
  run(input: CallInput<E>): Promise<ResponseOf<E> | undefined>
  /** The same, but throws ApiError and shows nothing: for StepUpModal's `onProof`. */
  attempt(input: CallInput<E>): Promise<ResponseOf<E>>
  running: boolean
  error: ApiError | null
  reset(): void
}

/**
 * Something the user wants done once. A second click while it runs does nothing; a retry after a lost answer
 * sends the same Idempotency-Key.
 */
export function useIntent<E extends Endpoint>(endpoint: E, options: IntentOptions<E> = {}): Intent<E> {
  const { message } = App.useApp()
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const busy = useRef(false)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })

  const attempt = useCallback(
    async (input: CallInput<E>): Promise<ResponseOf<E>> => {
      if (busy.current) throw new ApiError(409, { message: '上一次提交还在处理，请稍候' })
      busy.current = true
      setRunning(true)
      setError(null)
      const name = `${endpoint.method} ${endpoint.path}`
      try {
        const answer = await call(endpoint, {
          ...input,
          idempotencyKey: intentKeys.keyFor(name, input),
        } as CallInput<E>)
        intentKeys.settle(name, input)
        latest.current.onDone?.(answer)
        return answer
      } catch (thrown) {
        if (isSettled(thrown)) intentKeys.settle(name, input)
        if (thrown instanceof ApiError) setError(thrown)
        throw thrown
      } finally {
        busy.current = false
        setRunning(false)
        void refresh(...(latest.current.invalidate ?? []))
      }
    },
    [endpoint],
  )

  const run = useCallback(
    async (input: CallInput<E>): Promise<ResponseOf<E> | undefined> => {
      if (busy.current) return undefined
      try {
        return await attempt(input)
      } catch (thrown) {
        if (!(thrown instanceof ApiError)) throw thrown
        if (!latest.current.inline) void message.error(thrown.message, 6)
        return undefined
      }
    },
    [attempt, message],
  )
  const reset = useCallback(() => setError(null), [])
  return { run, attempt, running, error, reset }
}
