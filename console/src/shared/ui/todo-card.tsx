import { Skeleton } from 'antd'
import { Link } from 'react-router'

/** How many things wait, and the way to them. `count` undefined: still being read; null: could not be read. */
export function TodoCard({
  to,
  label,
  count,
  hint,
  calm,
}: {
  to: string
  label: string
  count: number | null | undefined
  hint: string
  /** A figure and not something that waits. */
  calm?: boolean
}) {
  return (
    <Link to={to} className={count && !calm ? 'todo todo--due' : 'todo'}>
      <span>{label}</span>
      {count === undefined ? (
        <Skeleton.Button active size="small" />
      ) : (
        <span className="todo__count">{count ?? '–'}</span>
      )}
      <span className="todo__hint">{hint}</span>
    </Link>
  )
}

/** The count of a query's rows as TodoCard takes it. */
export function countOf<T>(
  query: { data: T | undefined; error: unknown },
  count: (data: T) => number,
): number | null | undefined {
  if (query.data !== undefined) return count(query.data)
  return query.error ? null : undefined
}
