import { createClient } from '@linggong/shared'
import { transport } from '@/platform/transport'
import { storage } from '@/platform/storage'

let onSignedOut: () => void = () => undefined

/** Tells the client what to do when the server no longer knows the session. */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler
}

/** Calls an endpoint of the product with this worker's session. Throws ApiError. */
export const call = createClient({
  transport,
  headers: (): Record<string, string> => {
    const token = storage.get('token')
    return token ? { Authorization: `Bearer ${token}` } : {}
  },
  onError: (error) => {
    if (error.code === 'UNAUTHENTICATED') onSignedOut()
  },
})
