import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@linggong/shared'

function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503)
}

/** What the server said, shared by all pages. Pages fetch anew when they are shown again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: isWorthRetrying,
      retryDelay: (attempt) => 600 * 2 ** attempt,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      staleTime: 1_000,
      gcTime: 10 * 60_000,
    },
  },
})
