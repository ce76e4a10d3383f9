import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { urlOf } from '@linggong/shared'
import type { ApiError, CallInput, Endpoint, ResponseOf } from '@linggong/shared'
import { call } from './call'
import { queryClient } from './query-client'

function keyOf(endpoint: Endpoint, input: unknown): string[] {
  const { params, query } = input as { params?: Record<string, unknown>; query?: Record<string, unknown> }
  return [endpoint.method, endpoint.path, urlOf(endpoint, params, query)]
}

export interface UseApiOptions<T> {
  enabled?: boolean
  /** ms between reads, false to stop, or a function of what was read last. */
  refetchInterval?: number | false | ((data: T | undefined) => number | false)
  /** Shows the rows of the page before while the next one is fetched. */
  keepPrevious?: boolean
}

/** Reads an endpoint; the same address is read once for all components that show it. */
export function useApi<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: UseApiOptions<ResponseOf<E>> = {},
): UseQueryResult<ResponseOf<E>, ApiError> {
  const { enabled, refetchInterval = false, keepPrevious } = options
  return useQuery<ResponseOf<E>, ApiError>({
    queryKey: keyOf(endpoint, input),
    queryFn: () => call(endpoint, input),
    refetchInterval:
      typeof refetchInterval === 'function' ? (query) => refetchInterval(query.state.data) : refetchInterval,
    ...(enabled === undefined ? {} : { enabled }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Lets every component that shows one of these endpoints read it again. */
export async function refresh(...endpoints: Endpoint[]): Promise<void> {
  await Promise.all(
    endpoints.map((endpoint) =>
      queryClient.invalidateQueries({ queryKey: [endpoint.method, endpoint.path] }),
    ),
  )
}

/** Puts an answer where the components that read `endpoint` find it. */
export function remember<E extends Endpoint>(endpoint: E, input: CallInput<E>, answer: ResponseOf<E>): void {
  queryClient.setQueryData(keyOf(endpoint, input), answer)
}
