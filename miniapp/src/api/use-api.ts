import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ApiError, CallInput, Endpoint, ResponseOf } from '@linggong/shared'
import { usePageShown } from '@/hooks/use-page-shown'
import { call } from './client'
import { queryClient } from './query-client'

function keyOf(endpoint: Endpoint, input?: unknown): unknown[] {
  return input === undefined ? [endpoint.method, endpoint.path] : [endpoint.method, endpoint.path, input]
}

/** Reads an endpoint for a page, and again each time the page is shown. */
export function useApi<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: { enabled?: boolean; refetchInterval?: number | false } = {},
): UseQueryResult<ResponseOf<E>, ApiError> {
  const query = useQuery<ResponseOf<E>, ApiError>({
    queryKey: keyOf(endpoint, input),
    queryFn: () => call(endpoint, input),
    ...options,
  })
  usePageShown(() => {
    if (options.enabled !== false && !query.isFetching) void query.refetch()
  })
  return query
}

/** Lets every page that shows one of these endpoints read it again. */
export function refresh(...endpoints: Endpoint[]): void {
  for (const endpoint of endpoints) void queryClient.invalidateQueries({ queryKey: keyOf(endpoint) })
}

/** Puts an answer where the pages that read `endpoint` find it. */
export function remember<E extends Endpoint>(endpoint: E, input: CallInput<E>, answer: ResponseOf<E>): void {
  queryClient.setQueryData(keyOf(endpoint, input), answer)
}
