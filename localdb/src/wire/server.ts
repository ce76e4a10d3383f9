import { createServer, type Server, type Socket } from 'node:net'
import { unlinkSync } from 'node:fs'
import type { Engine } from '../engine.ts'
import { serveConnection } from './connection.ts'

export type Listening = {
  /** Undefined for a Unix socket. */
  port: number | undefined
  close(): Promise<void>
}

/** The address is taken by another program. */
export class AddressInUse extends Error {}

/** Listens for clients. @throws AddressInUse with a message for people */
export async function listen(
  engine: Engine,
  target: { host: string; port: number } | { socket: string },
): Promise<Listening> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serveConnection(engine, socket)
  })
  await bind(server, target)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          if ('socket' in target) removeSocket(target.socket)
          resolve()
        })
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function bind(server: Server, target: { host: string; port: number } | { socket: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      const place =
        'socket' in target ? `the socket ${target.socket}` : `port ${target.port} on ${target.host}`
      reject(new AddressInUse(`${place} is in use by another program; stop it or choose another one`))
    })
    const done = (): void => {
      server.removeAllListeners('error')
      resolve()
    }
    if ('socket' in target) server.listen(target.socket, done)
    else server.listen(target.port, target.host, done)
  })
}

function removeSocket(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
