import { connect, type Socket } from 'node:net'
import { deserialize, serialize, type Document } from 'bson'

/** Speaks the protocol without a driver: exact commands, and bytes that no driver would send. */
export class RawClient {
  readonly socket: Socket
  closed = false
  private received = Buffer.alloc(0)
  private waiting: (() => void)[] = []

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk])
      this.wake()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.closed = true
      this.wake()
    })
  }

  static connect(port: number): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new RawClient(socket)))
      socket.once('error', reject)
    })
  }

  /** Sends one OP_MSG and reads its answer. */
  async send(command: Document): Promise<Document> {
    this.socket.write(opMsg(command))
    return this.read()
  }

  /** The next answer; fails when the connection is closed instead. */
  async read(): Promise<Document> {
    for (;;) {
      const size = this.received.length >= 4 ? this.received.readInt32LE(0) : Infinity
      if (this.received.length >= size) {
        const message = this.received.subarray(0, size)
        this.received = this.received.subarray(size)
        const start = message.readInt32LE(12) === 1 ? 36 : 21
        return deserialize(message.subarray(start))
      }
      if (this.closed) throw new Error('the connection was closed')
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
  }

  close(): void {
    this.socket.destroy()
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}

export function opMsg(command: Document, sections: Buffer[] = [], flags = 0): Buffer {
  const body = Buffer.concat([Buffer.from([0]), serialize(command), ...sections])
  const head = Buffer.alloc(20)
  head.writeInt32LE(20 + body.length, 0)
  head.writeInt32LE(1, 4)
  head.writeInt32LE(2013, 12)
  head.writeUInt32LE(flags, 16)
  return Buffer.concat([head, body])
}
