import { useCallback, useRef, useState } from 'react'
import type { ApiError } from '@linggong/shared'
import { revealError } from '@/platform/reveal-error'

interface Schema {
  safeParse(value: unknown): {
    success: boolean
    error?: { issues: { path: PropertyKey[]; message: string }[] }
  }
}

export interface Form<Values> {
  values: Values
  errors: Partial<Record<keyof Values, string>>
  set: <K extends keyof Values>(name: K, value: Values[K]) => void
  /** Fills in what is likely, where nobody has typed yet; its field is made anew, with `suggested` in its key. */
  suggest: <K extends keyof Values>(name: K, value: Values[K]) => void
  /** How often something was filled in: Taro's input cannot take another value before it is ready. */
  suggested: number
  /** Marks and shows what is wrong; true when the form may be sent. */
  check: () => boolean
  /** The same for one field. */
  checkOne: (name: keyof Values) => boolean
  /** Whether a refusal is about one of this form's fields. */
  owns: (error: ApiError | null) => boolean
  /** Shows such a refusal at its field. */
  take: (error: ApiError | null) => void
}

/** Keeps what is typed, and checks it by the endpoint's own contract. */
export function useForm<Values extends Record<string, string>>(
  initial: Values,
  schema: Schema,
): Form<Values> {
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Form<Values>['errors']>({})

  const [suggested, setSuggested] = useState(0)
  const typed = useRef(new Set<keyof Values>())
  const set = useCallback<Form<Values>['set']>((name, value) => {
    typed.current.add(name)
    setValues((before) => ({ ...before, [name]: value }))
    setErrors((before) => ({ ...before, [name]: undefined }))
  }, [])

  const suggest = useCallback<Form<Values>['suggest']>((name, value) => {
    if (typed.current.has(name)) return
    setValues((before) => ({ ...before, [name]: value }))
    setSuggested((before) => before + 1)
  }, [])

  const check = () => {
    const found = problems(schema, values)
    setErrors(found)
    const right = Object.keys(found).length === 0
    if (!right) revealError('.field__box--wrong')
    return right
  }

  const checkOne = (name: keyof Values) => {
    const message = problems(schema, values)[name]
    setErrors((before) => ({ ...before, [name]: message }))
    return message === undefined
  }

  const [names] = useState(() => Object.keys(initial))
  const take = useCallback(
    (error: ApiError | null) => {
      const name = fieldOf(error, names)
      if (!error || !name) return
      setErrors((before) => ({ ...before, [name]: error.message }))
      revealError('.field__box--wrong')
    },
    [names],
  )

  const owns = (error: ApiError | null) => fieldOf(error, names) !== null
  return { values, errors, set, suggest, suggested, check, checkOne, owns, take }
}

function fieldOf(error: ApiError | null, names: readonly string[]): string | null {
  const name = error?.param?.split('.').at(-1)
  return name && names.includes(name) ? name : null
}

/** The first problem of each field by its name. */
export function problems<Values extends Record<string, string>>(
  schema: Schema,
  values: Values,
): Partial<Record<keyof Values, string>> {
  const result = schema.safeParse(values)
  const found: Partial<Record<keyof Values, string>> = {}
  for (const issue of result.error?.issues ?? []) {
    const name = issue.path[0] as keyof Values
    if (name in values) found[name] ??= issue.message
  }
  return found
}
