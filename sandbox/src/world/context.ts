import type { Clock } from './clock.ts'
import type { Credentials } from './credentials.ts'
import type { InboxApi } from './inbox.ts'
import type { PeopleApi } from './people.ts'
import type { Store } from './store.ts'

/** One line on the sandbox's log; never with secrets. */
export type Log = (message: string, details?: Record<string, string | number | boolean>) => void

/** What every outside service of the sandbox works with. */
export interface World {
  store: Store
  credentials: Credentials
  /** The product's server, without a trailing slash; callbacks go there. */
  serverUrl: string
  consoleUrl: string
  /** The sandbox's own address, e.g. http://127.0.0.1:3001; known once it listens. */
  readonly url: string
  clock: Clock
  people: PeopleApi
  inbox: InboxApi
  log: Log
}
