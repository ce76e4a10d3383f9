import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

/**
 * Filters, page and opened row of a list, kept in the address: a reload, a link and the back button keep them.
 * `set` with another filter goes back to the first page.
 */
export function useFilters<Name extends string>(
  ...names: Name[]
): {
  filters: Partial<Record<Name, string>>
  page: number
  opened: string | null
  set: (name: Name, value: string | undefined) => void
  setPage: (page: number) => void
  open: (id: string | null) => void
} {
  const [search, setSearch] = useSearchParams()
  const listed = names.join(',')
  const filters = useMemo(() => {
    const found: Partial<Record<Name, string>> = {}
    for (const name of listed.split(',') as Name[]) {
      const value = search.get(name)
      if (value) found[name] = value
    }
    return found
  }, [search, listed])
  const change = useCallback(
    (name: string, value: string | null | undefined, alsoDrop?: string) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before)
          if (value) after.set(name, value)
          else after.delete(name)
          if (alsoDrop) after.delete(alsoDrop)
          return after
        },
        { replace: true },
      ),
    [setSearch],
  )
  return {
    filters,
    page: Number(search.get('page') ?? 1),
    opened: search.get('id'),
    set: (name, value) => change(name, value, 'page'),
    setPage: (page) => change('page', page > 1 ? String(page) : null),
    open: (id) => change('id', id),
  }
}
