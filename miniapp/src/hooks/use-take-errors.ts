import { useEffect } from 'react'
import type { ApiError } from '@linggong/shared'
import type { Form } from './use-form'

/** Puts refusals that name a field under that field; gives the first one that names none, for the page. */
export function useTakeErrors<Values>(form: Form<Values>, ...errors: (ApiError | null)[]): ApiError | null {
  const { take } = form
  const own = errors.find((error) => form.owns(error)) ?? null
  // A refusal is shown once, not again after each keystroke.
  useEffect(() => {
    take(own)
  }, [own, take])
  return errors.find((error) => error && !form.owns(error)) ?? null
}
