import Taro from '@tarojs/taro'
import type { Transport, TransportRequest } from '@linggong/shared'
import { absoluteUrl } from './environment'

const requestTimeoutMs = 20_000
const uploadTimeoutMs = 60_000

/** Fields beside a file travel as JSON in one part of the form. */
function formFields(json: unknown): Record<string, string> {
  return json === undefined ? {} : { json: JSON.stringify(json) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function requestByFetch(request: TransportRequest): Promise<{ status: number; json: unknown }> {
  const { file, json } = request
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), file ? uploadTimeoutMs : requestTimeoutMs)
  const headers = { ...request.headers }
  let body: FormData | string | undefined
  if (file) {
    body = new FormData()
    for (const [name, value] of Object.entries(formFields(json))) body.append(name, value)
    body.append(file.field, file.content as Blob, file.name ?? 'photo.jpg')
  } else if (request.method !== 'GET') {
    headers['Content-Type'] = 'application/json'
    body = JSON.stringify(json ?? {})
  }
  try {
    const answer = await fetch(absoluteUrl(request.url), {
      method: request.method,
      headers,
      body: body ?? null,
      signal: stop.signal,
    })
    return { status: answer.status, json: parsed(await answer.text()) }
  } finally {
    clearTimeout(timer)
  }
}

async function requestByTaro(request: TransportRequest): Promise<{ status: number; json: unknown }> {
  if (request.file) {
    const answer = await Taro.uploadFile({
      url: absoluteUrl(request.url),
      filePath: request.file.content as string,
      name: request.file.field,
      header: request.headers,
      formData: formFields(request.json),
      timeout: uploadTimeoutMs,
    })
    return { status: answer.statusCode, json: parsed(answer.data) }
  }
  const answer = await Taro.request<unknown>({
    url: absoluteUrl(request.url),
    method: request.method as 'GET' | 'POST' | 'PUT' | 'DELETE',
    header: { ...request.headers, 'Content-Type': 'application/json' },
    data: request.method === 'GET' ? undefined : (request.json ?? {}),
    timeout: requestTimeoutMs,
  })
  return { status: answer.statusCode, json: answer.data }
}

/** Sends one request of the client; rejects only when no answer came. */
export const transport: Transport = process.env.TARO_ENV === 'h5' ? requestByFetch : requestByTaro
