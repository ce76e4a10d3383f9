import { useCallback, useState } from 'react'

/** State that survives reloading the page. */
export function useStored<T>(key: string, initial: T): [T, (change: (current: T) => T) => void] {
  const [value, setValue] = useState<T>(() => read(key, initial))
  const change = useCallback(
    (next: (current: T) => T) =>
      setValue((current) => {
        const changed = next(current)
        localStorage.setItem(key, JSON.stringify(changed))
        return changed
      }),
    [key],
  )
  return [value, change]
}

function read<T>(key: string, initial: T): T {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '') as T
  } catch {
    return initial
  }
}
