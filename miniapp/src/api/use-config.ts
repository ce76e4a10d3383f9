import { useQuery } from '@tanstack/react-query'
import { getConfig } from '@linggong/shared'
import type { ApiError, ResponseOf } from '@linggong/shared'
import { call } from './client'
import { queryClient } from './query-client'
import { setServerTime } from './server-clock'

export type ClientConfig = ResponseOf<typeof getConfig>

const configQuery = {
  queryKey: ['config'],
  queryFn: async (): Promise<ClientConfig> => {
    const config = await call(getConfig, {})
    setServerTime(config.now)
    return config
  },
  staleTime: 5 * 60_000,
}

/** The server's settings for clients. */
export function useConfig() {
  return useQuery<ClientConfig, ApiError>(configQuery)
}

/** The same outside of a component. Throws ApiError. */
export function fetchConfig(): Promise<ClientConfig> {
  return queryClient.fetchQuery(configQuery)
}
