import type { PropsWithChildren } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { z } from 'zod'
import { whenSignedOut } from './api/client'
import { queryClient } from './api/query-client'
import { signInAgain } from './session/sign-out'
import './app.scss'

// Mini-programs have no eval.
z.config({ jitless: true })
whenSignedOut(signInAgain)

export default function App({ children }: PropsWithChildren) {
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}
