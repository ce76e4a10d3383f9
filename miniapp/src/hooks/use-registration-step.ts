import { useEffect, useRef } from 'react'
import { getRegistration } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { registrationPage } from '@/domain/next-stop'
import type { RegistrationState } from '@/domain/next-stop'
import { open } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

/**
 * The registration as a page of it needs it. When it stands at another step, also after this page's own
 * success, that step's page is opened, once.
 */
export function useRegistrationStep(...own: RegistrationState[]) {
  const signedIn = useSession()
  const registration = useApi(getRegistration, {}, { enabled: signedIn })
  const left = useRef(false)
  const state = registration.data?.state
  const elsewhere = state !== undefined && !own.includes(state)

  useEffect(() => {
    if (!elsewhere || left.current) return
    left.current = true
    open(registrationPage(state), {}, state === 'done' ? 'restart' : 'replace')
  }, [elsewhere, state])

  return registration
}
