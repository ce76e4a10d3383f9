import { nextState, type Machine } from '@linggong/shared/states/machine'
import mongoose, { type HydratedDocument, type Model } from 'mongoose'
import type { CommandContext } from './command.ts'
import { AppError } from './errors.ts'

/** The refusal of an event in a state, in the machine's own words. */
export function stateConflict<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  state: State,
  event: Event,
): AppError {
  return new AppError('STATE_CONFLICT', {
    state: machine.labels[state],
    action: machine.transitions[event].verb,
  })
}

/**
 * The only way to change a `state`. Saves the document with whatever else the command set on it, provided the
 * database still has the former state, and writes the audit entry `<machine>.<event>`.
 * @throws AppError STATE_CONFLICT when the table does not allow the event now, or another command was first;
 * VERSION_CONFLICT when other fields were changed meanwhile
 */
export async function transition<
  State extends string,
  Event extends string,
  T extends { _id: string; state: State },
>(
  model: Model<T>,
  doc: HydratedDocument<T>,
  machine: Machine<State, Event>,
  event: Event,
  c: CommandContext,
  facts: { reason?: string; after?: Record<string, unknown> } = {},
): Promise<void> {
  const from = doc.get('state') as State
  const to = nextState(machine, from, event)
  if (to === null) throw stateConflict(machine, from, event)
  doc.set('state', to, { overwriteImmutable: true })
  doc.$where = { ...doc.$where, state: from }
  try {
    await doc.save({ session: c.session })
  } catch (error) {
    const lost =
      error instanceof mongoose.Error.DocumentNotFoundError || error instanceof mongoose.Error.VersionError
    if (!lost) throw error
    const current = await model.findById(doc._id).session(c.session).lean<{ state: State }>()
    if (!current) throw new AppError('NOT_FOUND')
    const stillAllowed = nextState(machine, current.state, event) !== null
    throw stillAllowed ? new AppError('VERSION_CONFLICT') : stateConflict(machine, current.state, event)
  }
  doc.$where = {}
  c.audit({
    action: `${machine.name}.${event}`,
    subject: { type: machine.name, id: String(doc._id) },
    before: { state: from },
    after: { state: to, ...facts.after },
    ...(facts.reason ? { reason: facts.reason } : {}),
  })
}
