import { createContext, useContext } from 'react'
import type { Permission, ResponseOf, getConsoleMe } from '@linggong/shared'

export type Session = ResponseOf<typeof getConsoleMe>

export const SessionContext = createContext<Session | null>(null)

/** The signed-in account with its organisation and permissions. Only below the signed-in part of the pages. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside of a signed-in page')
  return session
}

/** Whether the member's role grants a permission: buttons without it are not shown. */
export function useCan(): (permission: Permission) => boolean {
  const { organisation } = useSession()
  return (permission) => organisation?.permissions.includes(permission) ?? false
}
