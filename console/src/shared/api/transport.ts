import type { Transport, TransportRequest } from '@linggong/shared'

/** Body of a request: JSON, or multipart with the file and, beside it, the fields as one JSON part. */
function bodyOf(request: TransportRequest): { body: string | FormData | null; type: string | null } {
  if (request.file) {
    const form = new FormData()
    if (request.json !== undefined) form.append('json', JSON.stringify(request.json))
    form.append(request.file.field, request.file.content as Blob, request.file.name)
    return { body: form, type: null }
  }
  if (request.json === undefined) return { body: null, type: null }
  return { body: JSON.stringify(request.json), type: 'application/json' }
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends a request by fetch. Rejects only when no answer came. */
export const fetchTransport: Transport = async (request) => {
  const { body, type } = bodyOf(request)
  const response = await fetch(request.url, {
    method: request.method,
    headers: type ? { ...request.headers, 'Content-Type': type } : request.headers,
    body,
  })
  return { status: response.status, json: parse(await response.text()) }
}

/** Sends an upload and reports how much of it has left, 0 to 1. Rejects only when no answer came. */
export function uploadTransport(onProgress: (share: number) => void): Transport {
  return (request) =>
    new Promise((resolve, reject) => {
      const { body, type } = bodyOf(request)
      const xhr = new XMLHttpRequest()
      xhr.open(request.method, request.url)
      for (const [name, value] of Object.entries(request.headers)) xhr.setRequestHeader(name, value)
      if (type) xhr.setRequestHeader('Content-Type', type)
      xhr.upload.addEventListener('progress', (event) => {
        if (event.lengthComputable) onProgress(event.loaded / event.total)
      })
      xhr.addEventListener('load', () => resolve({ status: xhr.status, json: parse(xhr.responseText) }))
      xhr.addEventListener('error', () => reject(new Error('no answer')))
      xhr.addEventListener('abort', () => reject(new Error('aborted')))
      xhr.send(body)
    })
}
