import { workerLogout } from '@linggong/shared'
import { call } from '@/api/client'
import { queryClient } from '@/api/query-client'
import { currentPath, open } from '@/platform/navigation'
import { storage } from '@/platform/storage'
import { safeReturn } from '@/routes'

/** The server no longer knows the session: sign in again and come back to this page. */
export function signInAgain(): void {
  if (storage.get('token') === null) return
  storage.remove('token')
  const here = safeReturn(currentPath())
  if (here) storage.set('returnTo', here)
  queryClient.clear()
  open('entry', {}, 'restart')
}

/** Ends the session on this phone and on the server; on the phone also when the server cannot be reached. */
export async function signOut(): Promise<void> {
  await call(workerLogout, {}).catch(() => undefined)
  storage.remove('token')
  storage.remove('returnTo')
  storage.remove('scene')
  queryClient.clear()
  open('login', {}, 'restart')
}
