import { createClient, type CallInput, type Transport } from '@linggong/shared/api/client'
import type { Endpoint, ResponseOf } from '@linggong/shared/api/endpoint'

/** Calls an endpoint of the running server as one account. */
export type Caller = <E extends Endpoint>(endpoint: E, input: CallInput<E>) => Promise<ResponseOf<E>>

function transportTo(serverUrl: string): Transport {
  return async ({ method, url, headers, json, file }) => {
    const form = new FormData()
    if (file) {
      form.set('json', JSON.stringify(json ?? {}))
      form.set(file.field, new Blob([file.content as Buffer<ArrayBuffer>]), file.name ?? 'file')
    }
    const body = file ? form : method === 'GET' ? undefined : JSON.stringify(json ?? {})
    const sent = file || method === 'GET' ? headers : { ...headers, 'Content-Type': 'application/json' }
    const response = await fetch(serverUrl + url, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    return { status: response.status, json: text ? (JSON.parse(text) as unknown) : undefined }
  }
}

/** A caller with a session token, or without one for public endpoints. */
export function callerOf(serverUrl: string, token?: string): Caller {
  const call = createClient({
    transport: transportTo(serverUrl),
    headers: (): Record<string, string> => (token ? { Authorization: `Bearer ${token}` } : {}),
  })
  return call
}

/** Asks again until an answer is there; jobs of the server work in the background. @throws Error after 30 s */
export async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let waited = 0; waited < 30_000; waited += 200) {
    const answer = await ask()
    if (answer) return answer
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`等待超时：${what}`)
}
