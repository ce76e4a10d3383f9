import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'

/**
 * An agent that opens every connection to one fixed host while the request keeps its own Host header, so that
 * signatures stay valid. Used only when the services are played by another host.
 */
export class RedirectAgent extends Agent {
  readonly #hostname: string
  readonly #port: number

  constructor(baseUrl: string) {
    super({ keepAlive: false })
    const target = new URL(baseUrl)
    this.#hostname = target.hostname
    this.#port = Number(target.port || 80)
  }

  override createConnection(): Socket {
    return connect(this.#port, this.#hostname)
  }
}
