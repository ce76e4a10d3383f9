/**
 * A state table as data: the server's commands, the screens' words and the tests all read the same one.
 * What a table does not list is refused.
 */
export interface Machine<State extends string = string, Event extends string = string> {
  name: string
  initial: State
  labels: Record<State, string>
  /** One event is one command; its Chinese verb is used in the refusal. */
  transitions: Record<Event, { verb: string; from: readonly State[]; to: State }>
}

/** Checks a literal table: `initial`, every `from` and every `to` is a state of `labels`. */
export function defineMachine<State extends string, Event extends string>(machine: {
  name: string
  initial: NoInfer<State>
  labels: Record<State, string>
  transitions: Record<Event, { verb: string; from: readonly NoInfer<State>[]; to: NoInfer<State> }>
}): Machine<State, Event> {
  return machine
}

/** The state after `event`, or null when the table does not allow it from `state`. */
export function nextState<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  state: State,
  event: Event,
): State | null {
  const transition = machine.transitions[event]
  return transition.from.includes(state) ? transition.to : null
}

export type StateOf<M> = M extends Machine<infer State, string> ? State : never
export type EventOf<M> = M extends Machine<string, infer Event> ? Event : never

/** The states of a machine as a tuple for z.enum. */
export function statesOf<State extends string>(machine: Machine<State, string>): [State, ...State[]] {
  return Object.keys(machine.labels) as [State, ...State[]]
}
