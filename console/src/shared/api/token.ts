const storageKey = 'linggong.token'
const listeners = new Set<() => void>()

/** The session token of this browser, or null when nobody is signed in. */
export function readToken(): string | null {
  return localStorage.getItem(storageKey)
}

/** Keeps or, with null, forgets the session token and tells everyone who watches it. */
export function writeToken(token: string | null): void {
  if (token === null) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, token)
  for (const listener of listeners) listener()
}

/** Calls `listener` whenever the token changes, also in another tab. Returns how to stop. */
export function watchToken(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === storageKey || event.key === null) listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onStorage)
  }
}
