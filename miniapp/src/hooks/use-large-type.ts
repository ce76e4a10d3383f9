import { useSyncExternalStore } from 'react'
import { storage } from '@/platform/storage'

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function isLarge(): boolean {
  return storage.get('largeType') === true
}

/** Large-type mode (× 1.25), kept on the phone and applied to every page at once. */
export function useLargeType(): { large: boolean; setLarge: (large: boolean) => void } {
  const large = useSyncExternalStore(subscribe, isLarge, isLarge)
  return {
    large,
    setLarge: (value) => {
      storage.set('largeType', value)
      for (const listener of listeners) listener()
    },
  }
}
