import { useCallback, useState } from 'react'
import type { FormInstance } from 'antd'
import { ApiError } from '@linggong/shared'
import { applyApiError } from '@/shared/form/field-errors'

/**
 * Where a form's refusal is shown: at its field when it is about one, else in `error`, for an alert.
 * `guard` resolves undefined when the call was refused.
 */
export function useFormError(form: FormInstance): {
  error: ApiError | null
  guard: <T>(answer: Promise<T>) => Promise<T | undefined>
  clear: () => void
} {
  const [error, setError] = useState<ApiError | null>(null)
  const guard = useCallback(
    async <T>(answer: Promise<T>): Promise<T | undefined> => {
      setError(null)
      try {
        return await answer
      } catch (thrown) {
        if (!(thrown instanceof ApiError)) throw thrown
        if (!applyApiError(form, thrown)) setError(thrown)
        return undefined
      }
    },
    [form],
  )
  const clear = useCallback(() => setError(null), [])
  return { error, guard, clear }
}
