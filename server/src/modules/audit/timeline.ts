import type { Machine } from '@linggong/shared/states/machine'
import { auditTrail } from './audit-trail.ts'

/**
 * The history of one aggregate in words, oldest first: what was done, and why where a reason was given. `also`
 * names actions that are no transition (as its making), or have other words here.
 */
export async function timelineOf<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  id: string,
  also: Readonly<Record<string, string>> = {},
): Promise<{ at: string; text: string }[]> {
  const prefix = `${machine.name}.`
  const trail = await auditTrail({ type: machine.name, id })
  return trail.flatMap(({ action, at, reason }) => {
    const event = action.slice(prefix.length)
    if (!action.startsWith(prefix)) return []
    const verb = also[event] ?? machine.transitions[event as Event]?.verb
    if (!verb) return []
    return [{ at: at.toISOString(), text: reason ? `${verb}：${reason}` : verb }]
  })
}
