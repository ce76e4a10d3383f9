import type { StateOf, registrationMachine } from '@linggong/shared'
import { pathOf } from '@/routes'
import type { RouteName } from '@/routes'

export type RegistrationState = StateOf<typeof registrationMachine>

const registrationPages: Record<RegistrationState, RouteName> = {
  started: 'identity',
  identified: 'confirm',
  agreed: 'card',
  card: 'photos',
  photos: 'photos',
  done: 'done',
}

/** The page on which a registration goes on. */
export function registrationPage(state: RegistrationState): RouteName {
  return registrationPages[state]
}

export type NextStop = { kind: 'page'; path: string } | { kind: 'scene'; scene: string }

/**
 * Where a signed-in worker goes: first finish registering, then the scanned code, then the page they
 * came for, then the task hall.
 */
export function nextStop(facts: {
  registration: RegistrationState
  scene: string | null
  returnTo: string | null
}): NextStop {
  if (facts.registration !== 'done')
    return { kind: 'page', path: pathOf(registrationPage(facts.registration)) }
  if (facts.scene) return { kind: 'scene', scene: facts.scene }
  return { kind: 'page', path: facts.returnTo ?? pathOf('tasks') }
}
