import { useEffect } from 'react'
import { currentPath, open } from '@/platform/navigation'
import { storage } from '@/platform/storage'
import { safeReturn } from '@/routes'

/** Guards a page: without a session the worker signs in first and comes back here. True when signed in. */
export function useSession(): boolean {
  const signedIn = storage.get('token') !== null
  useEffect(() => {
    if (signedIn) return
    const here = safeReturn(currentPath())
    if (here) storage.set('returnTo', here)
    open('entry', {}, 'restart')
  }, [signedIn])
  return signedIn
}
