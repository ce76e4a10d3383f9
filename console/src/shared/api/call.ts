import { ApiError, createClient, urlOf } from '@linggong/shared'
import type { CallInput, Endpoint, ErrorBody, ResponseOf } from '@linggong/shared'
import { readToken, writeToken } from './token'
import { fetchTransport, uploadTransport } from './transport'

function headers(): Record<string, string> {
  const token = readToken()
  return token ? { Authorization: `Bearer ${token}` } : {}
}

/** A session the server no longer knows is forgotten; the pages then lead to the login and back. */
function onError(error: ApiError): void {
  if (error.code === 'UNAUTHENTICATED') writeToken(null)
}

/** Calls an endpoint with this browser's session. Throws ApiError with the message to show. */
export const call = createClient({ transport: fetchTransport, headers, onError })

/** The same for an endpoint that takes a file; `onProgress` gets the share that has been sent, 0 to 1. */
export function upload<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  onProgress: (share: number) => void,
): Promise<ResponseOf<E>> {
  return createClient({ transport: uploadTransport(onProgress), headers, onError })(endpoint, input)
}

function fileNameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? '下载文件'
}

/** Saves a Blob on the user's disk under a name. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Fetches a file endpoint with the session and saves it under the name the server gives. Throws ApiError. */
export async function download<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<void> {
  const { params, query } = input as { params?: Record<string, unknown>; query?: Record<string, unknown> }
  let response: Response
  try {
    response = await fetch(urlOf(endpoint, params, query), { headers: headers() })
  } catch {
    throw new ApiError(0, { message: '网络不通，文件没有下载，请检查网络后重试' })
  }
  if (!response.ok) {
    const answer = (await response.json().catch(() => undefined)) as ErrorBody | undefined
    const error = new ApiError(response.status, answer?.error ?? { message: '文件没有下载成功，请稍后重试' })
    onError(error)
    throw error
  }
  saveBlob(await response.blob(), fileNameIn(response.headers.get('Content-Disposition')))
}
