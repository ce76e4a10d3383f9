/** Calls the control API. @throws Error with a message for the person at the page */
export async function call<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/sandbox/api/${path}`, body === undefined ? {} : post(body)).catch(() => {
    throw new Error('沙箱没有回应，请确认它还在运行')
  })
  const answer: unknown = await response.json().catch(() => ({}))
  if (response.ok) return answer as T
  throw new Error((answer as { message?: string }).message ?? `操作没有成功（${response.status}）`)
}

function post(body: unknown): RequestInit {
  if (body instanceof Blob) {
    return { method: 'POST', headers: { 'content-type': body.type || 'image/png' }, body }
  }
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
