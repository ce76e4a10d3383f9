import type { Machine } from '@linggong/shared'
import { toneOf } from './state-tone'

/** A state in the machine's words and the product's colours. */
export function StateTag<State extends string>({
  machine,
  state,
}: {
  machine: Machine<State, string>
  state: NoInfer<State>
}) {
  return (
    <span className={`state-tag state-tag--${toneOf(machine as Machine, state)}`}>
      {machine.labels[state] ?? state}
    </span>
  )
}
