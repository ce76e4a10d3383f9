import type { EventType } from '../events.ts'
import type { Services } from '../services.ts'
import type { DueRow } from './due-row.ts'

/** What is known of a row while its handler runs. */
export type DueRowInfo = Pick<DueRow, '_id' | 'kind' | 'key' | 'dueAt' | 'attempts'>

/** Does what is due. Runs outside any transaction, perhaps more than once: it must be idempotent by the row's key. */
export type DueHandler<Payload> = (services: Services, payload: Payload, row: DueRowInfo) => Promise<void>

/** Learns of an event, perhaps more than once: it must be idempotent by `event.id`. */
export type EventHandler<Payload> = (
  services: Services,
  event: { id: string; type: string; payload: Payload; occurredAt: Date },
) => Promise<void>

export interface Recurring {
  name: string
  /** As agenda reads it: '10 minutes', or a cron line. */
  interval: string
  handler: (services: Services) => Promise<void>
}

/** Thrown by a handler that is not done and did not fail: the row comes back after `afterMs` of business time. */
export class RetryLater extends Error {
  readonly afterMs: number
  constructor(afterMs: number) {
    super('not yet')
    this.name = 'RetryLater'
    this.afterMs = afterMs
  }
}

/** Who does what, registered by the modules at start. */
export interface JobRegistry {
  onEvent<Payload>(event: EventType<Payload>, consumer: string, handler: EventHandler<Payload>): void
  onDue<Payload>(kind: string, handler: DueHandler<Payload>): void
  recurring(name: string, interval: string, handler: Recurring['handler']): void
  consumersOf(type: string): readonly string[]
  kinds(): string[]
  handlerOf(kind: string): DueHandler<unknown> | undefined
  allRecurring(): readonly Recurring[]
}

/** Kind of the due rows that deliver events to a consumer. */
export function deliveryKind(consumer: string): string {
  return `event:${consumer}`
}

/** Payload of a delivery row. */
export interface Delivery {
  id: string
  type: string
  payload: unknown
  occurredAt: Date
}

export function createJobRegistry(): JobRegistry {
  const handlers = new Map<string, DueHandler<unknown>>()
  const consumers = new Map<string, string[]>()
  const recurring: Recurring[] = []

  function onDue<Payload>(kind: string, handler: DueHandler<Payload>): void {
    if (handlers.has(kind)) throw new Error(`two handlers for due rows of kind ${kind}`)
    handlers.set(kind, handler as DueHandler<unknown>)
  }

  return {
    onDue,
    onEvent<Payload>(event: EventType<Payload>, consumer: string, handler: EventHandler<Payload>) {
      onDue<Delivery>(deliveryKind(consumer), (services, delivery) =>
        handler(services, { ...delivery, payload: delivery.payload as Payload }),
      )
      consumers.set(event.type, [...(consumers.get(event.type) ?? []), consumer])
    },
    recurring: (name, interval, handler) => void recurring.push({ name, interval, handler }),
    consumersOf: (type) => consumers.get(type) ?? [],
    kinds: () => [...handlers.keys()],
    handlerOf: (kind) => handlers.get(kind),
    allRecurring: () => recurring,
  }
}
