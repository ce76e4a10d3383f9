import { useCallback, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { ApiError } from '@linggong/shared'
import { queryClient } from '@/shared/api/query-client'
import { writeToken } from '@/shared/api/token'

export interface AccountChoice {
  id: string
  label: string
}

/** Where to go after the login: only inside of this console. */
function safeTarget(from: string | null): string {
  return from?.startsWith('/') && !from.startsWith('//') ? from : '/'
}

function choicesIn(error: ApiError): AccountChoice[] | null {
  if (error.code !== 'ACCOUNT_CHOICE_NEEDED') return null
  const { accounts } = (error.details ?? {}) as { accounts?: AccountChoice[] }
  return accounts ?? null
}

/**
 * Runs a login and leads to where the user came from. When the phone has several accounts they are in `choices`;
 * choosing one runs the same login with its id.
 */
export function useSignIn(): {
  signIn: (attempt: (accountId?: string) => Promise<{ token: string }>) => Promise<void>
  choose: (accountId: string) => Promise<void>
  leaveChoice: () => void
  choices: AccountChoice[] | null
  running: boolean
  error: ApiError | null
  setError: (error: ApiError | null) => void
} {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const [pending, setPending] = useState<{
    attempt: (accountId?: string) => Promise<{ token: string }>
    choices: AccountChoice[]
  } | null>(null)

  const signIn = useCallback(
    async (attempt: (accountId?: string) => Promise<{ token: string }>, accountId?: string) => {
      setRunning(true)
      setError(null)
      try {
        const { token } = await attempt(accountId)
        queryClient.clear()
        writeToken(token)
        void navigate(safeTarget(search.get('from')), { replace: true })
      } catch (thrown) {
        if (!(thrown instanceof ApiError)) throw thrown
        const choices = choicesIn(thrown)
        if (choices) setPending({ attempt, choices })
        else setError(thrown)
      } finally {
        setRunning(false)
      }
    },
    [navigate, search],
  )
  return {
    signIn,
    choose: async (accountId) => {
      if (pending) await signIn(pending.attempt, accountId)
    },
    leaveChoice: () => {
      setPending(null)
      setError(null)
    },
    choices: pending?.choices ?? null,
    running,
    error,
    setError,
  }
}
