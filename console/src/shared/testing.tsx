import { QueryClientProvider } from '@tanstack/react-query'
import { App } from 'antd'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { queryClient } from './api/query-client'

/** One request that a component under test sent. */
export interface Sent {
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
}

/** What the pretended server answers: a status with JSON, or 'lost' when no answer comes. */
export type Answer = { status: number; json: unknown } | 'lost'

/** Puts a pretended server in the place of fetch; `answer` decides per request. Gives what was sent. */
export function pretendServer(answer: (request: Sent, index: number) => Answer): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request: Sent = {
      method: init.method ?? 'GET',
      url,
      headers: { ...(init.headers as Record<string, string>) },
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    }
    const result = answer(request, sent.push(request) - 1)
    if (result === 'lost') throw new TypeError('network')
    return new Response(JSON.stringify(result.json), { status: result.status })
  })
  return sent
}

/** A refusal as the server words it. */
export function refusal(status: number, code: string, message: string, param?: string): Answer {
  return { status, json: { error: { code, message, requestId: 'r1', ...(param ? { param } : {}) } } }
}

/** Shows a component inside of what every page has around it. */
export function show(children: ReactNode) {
  queryClient.clear()
  return render(
    <App>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </App>,
  )
}
