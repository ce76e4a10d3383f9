import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { getConfig } from '@linggong/shared'
import type { ApiError, ResponseOf } from '@linggong/shared'
import { setServerTime } from '../clock'
import { call } from './call'

export type ClientConfig = ResponseOf<typeof getConfig>

/** The server's settings for clients; reading them sets the clock that pages show days by. */
export function useConfig(): UseQueryResult<ClientConfig, ApiError> {
  return useQuery<ClientConfig, ApiError>({
    queryKey: [getConfig.method, getConfig.path],
    queryFn: async () => {
      const config = await call(getConfig, {})
      setServerTime(config.now)
      return config
    },
    refetchInterval: 60_000,
    staleTime: 30_000,
  })
}
