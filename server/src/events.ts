/** Something that happened in the domain; written in the transaction of the command that did it. */
export interface DomainEvent<Payload = unknown> {
  type: string
  /** Ids and facts, never personal data. */
  payload: Payload
}

/** A kind of event: called, it makes one; `type` names it for consumers. */
export interface EventType<Payload> {
  (payload: Payload): DomainEvent<Payload>
  readonly type: string
}

/** Defines a kind of event, named `<aggregate>.<past-tense-verb>`, in the module's `events.ts`. */
export function defineEvent<Payload extends object>(type: string): EventType<Payload> {
  return Object.assign((payload: Payload): DomainEvent<Payload> => ({ type, payload }), { type })
}
