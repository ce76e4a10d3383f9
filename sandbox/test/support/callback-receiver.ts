import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  text: string
  body: Record<string, unknown>
}

export interface CallbackReceiver {
  url: string
  received: Received[]
  /** How the next deliveries are answered; default 200 {"received":true}. */
  answer: (received: Received) => { status: number; body: string }
  stop(): Promise<void>
}

/** Plays the product's server for whatever is posted to it. */
export async function startReceiver(): Promise<CallbackReceiver> {
  const receiver: CallbackReceiver = {
    url: '',
    received: [],
    answer: () => ({ status: 200, body: '{"received":true}' }),
    stop: async () => undefined,
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const body = JSON.parse(text || '{}') as Record<string, unknown>
      const item = { path: request.url ?? '', headers: request.headers, text, body }
      receiver.received.push(item)
      const { status, body: answered } = receiver.answer(item)
      response.writeHead(status, { 'content-type': 'application/json' }).end(answered)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  receiver.stop = async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return receiver
}
