import { useEffect } from 'react'
import { getMe } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { useSession } from '@/session/use-session'
import type { Form } from './use-form'

/** Suggests the login phone as the one that the bank knows: mostly it is. */
export function useOwnPhone<Values extends { phone: string }>(form: Form<Values>): void {
  const signedIn = useSession()
  const me = useApi(getMe, {}, { enabled: signedIn })
  const phone = me.data?.phone
  const { suggest } = form
  useEffect(() => {
    if (phone) suggest('phone', phone as Values['phone'])
  }, [phone, suggest])
}
