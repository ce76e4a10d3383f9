import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@linggong/shared'

function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503)
}

/** What the server said, shared by all pages of this tab. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: isWorthRetrying,
      retryDelay: (attempt) => 800 * 2 ** attempt,
      networkMode: 'always',
      staleTime: 2_000,
      refetchOnWindowFocus: true,
    },
  },
})
