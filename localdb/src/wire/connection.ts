import type { Socket } from 'node:net'
import { MongoError } from '../bson/errors.ts'
import { dispatch } from '../commands/dispatch.ts'
import { errorReply } from '../commands/error-reply.ts'
import type { Connection } from '../commands/operation.ts'
import type { Engine } from '../engine.ts'
import { largestMessage, parseMessage, replyMessage, type Request } from './message.ts'
import { encodeReply, withClusterTime } from './reply.ts'

let lastConnection = 0

/** Serves one client: its requests are answered one after the other, in their order. */
export function serveConnection(engine: Engine, socket: Socket): void {
  lastConnection += 1
  const connection: Connection = { id: lastConnection, appName: undefined, closing: false }
  let pending: Buffer[] = []
  let pendingSize = 0
  const queue: Buffer[] = []
  let busy = false

  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    pending.push(chunk)
    pendingSize += chunk.length
    takeMessages()
    if (!busy && queue.length > 0) void work()
  })

  function takeMessages(): void {
    while (pendingSize >= 16) {
      const head = pending[0] as Buffer
      const size = (head.length >= 4 ? head : joined()).readInt32LE(0)
      if (size < 16 || size > largestMessage) {
        socket.destroy()
        return
      }
      if (pendingSize < size) return
      const bytes = joined()
      queue.push(bytes.subarray(0, size))
      pending = bytes.length > size ? [bytes.subarray(size)] : []
      pendingSize = bytes.length - size
    }
  }

  function joined(): Buffer {
    if (pending.length > 1) pending = [Buffer.concat(pending, pendingSize)]
    return pending[0] as Buffer
  }

  async function work(): Promise<void> {
    busy = true
    for (let message = queue.shift(); message && !socket.destroyed; message = queue.shift()) {
      await answer(message)
    }
    busy = false
  }

  async function answer(message: Buffer): Promise<void> {
    let request: Pick<Request, 'id' | 'opCode' | 'silent'> = {
      id: message.readInt32LE(4),
      opCode: 'msg',
      silent: false,
    }
    let reply: Buffer
    try {
      const parsed = parseMessage(message)
      request = parsed
      const result = dispatch({ engine, connection, body: parsed.body, documents: parsed.documents })
      reply = encodeReply(result instanceof Promise ? await result : result)
    } catch (error) {
      if (!(error instanceof MongoError)) {
        socket.destroy()
        return
      }
      reply = encodeReply(errorReply(error))
    }
    if (connection.closing) {
      socket.destroy()
      return
    }
    if (request.silent || socket.destroyed) return
    const parts = replyMessage(request, withClusterTime(reply, engine.clock.now))
    socket.write(Buffer.concat(parts))
  }
}
