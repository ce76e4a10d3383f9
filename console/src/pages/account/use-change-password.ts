import { useState } from 'react'
import type { FormInstance } from 'antd'
import type { ApiError } from '@linggong/shared'
import { changePassword, getConsoleMe } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { applyApiError } from '@/shared/form/field-errors'
import type { PasswordValues } from './password-fields'

/** Saves a new password; a refusal is shown at its field, else in `error`. */
export function useChangePassword(
  form: FormInstance<PasswordValues>,
  onDone: () => void,
): { save: (values: PasswordValues) => Promise<void>; running: boolean; error: ApiError | null } {
  const [error, setError] = useState<ApiError | null>(null)
  const intent = useIntent(changePassword, { inline: true, onDone, invalidate: [getConsoleMe] })
  return {
    running: intent.running,
    error,
    async save({ current, password }) {
      setError(null)
      try {
        await intent.attempt({ body: { password, ...(current ? { current } : {}) } })
      } catch (thrown) {
        const refusal = thrown as ApiError
        if (!applyApiError(form, refusal)) setError(refusal)
      }
    },
  }
}
