import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { ApiError } from '@linggong/shared'
import { ErrorState } from './error-state'

interface Query<T> {
  data: T | undefined
  error: ApiError | null
  refetch: () => unknown
}

/** Shows what was read: a skeleton before, an error with retry when it could not be read, else `children(data)`. */
export function Loaded<T>({
  query,
  rows = 6,
  children,
}: {
  query: Query<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active title={false} paragraph={{ rows }} className="loading" />
}
