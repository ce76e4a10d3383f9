import type { ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ApiError } from '@linggong/shared'
import { Action } from './action'
import { Blank } from './blank'
import { Bones } from './bones'
import { Notice } from './notice'

interface LoadedProps<Data> {
  query: UseQueryResult<Data, ApiError>
  bones?: number
  children: (data: Data) => ReactNode
}

/** What a query gave; grey shapes before, the reason and a retry when it failed, and old content rather than none. */
export function Loaded<Data>({ query, bones = 2, children }: LoadedProps<Data>) {
  const retry = () => void query.refetch()
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && (
          <Notice tone="warn" text="没有刷新成功，下面是上次的内容" action="重试" onAction={retry} />
        )}
        {children(query.data)}
      </>
    )
  }
  if (query.isError) {
    return (
      <Blank
        title={query.error.status === 404 ? '没有找到' : '没有加载出来'}
        text={query.error.message}
        action={
          <Action kind="plain" busy={query.isFetching} onTap={retry}>
            重试
          </Action>
        }
      />
    )
  }
  return <Bones count={bones} />
}
