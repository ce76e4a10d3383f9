import type { StateOf, assignmentMachine, envelopeMachine, itemMachine } from '@linggong/shared'

export type Tone = 'accent' | 'warn' | 'bad' | 'quiet'

const assignmentTones: Record<StateOf<typeof assignmentMachine>, Tone> = {
  waiting: 'quiet',
  mismatch: 'warn',
  assigned: 'warn',
  accepted: 'accent',
  rejected: 'quiet',
  completed: 'accent',
  cancelled: 'quiet',
  expired: 'quiet',
}

const paymentTones: Record<StateOf<typeof itemMachine>, Tone> = {
  ready: 'quiet',
  confirmed: 'quiet',
  blocked: 'warn',
  removed: 'quiet',
  sending: 'quiet',
  paid: 'accent',
  failed: 'bad',
  'settled-back': 'bad',
  returned: 'bad',
  reissuing: 'warn',
  'given-up': 'quiet',
}

const envelopeTones: Record<StateOf<typeof envelopeMachine>, Tone> = {
  draft: 'quiet',
  sent: 'warn',
  'part-signed': 'quiet',
  completed: 'accent',
  declined: 'quiet',
  expired: 'quiet',
  revoked: 'quiet',
}

export const assignmentTone = (state: StateOf<typeof assignmentMachine>): Tone => assignmentTones[state]
export const paymentTone = (state: StateOf<typeof itemMachine>): Tone => paymentTones[state]
export const envelopeTone = (state: StateOf<typeof envelopeMachine>): Tone => envelopeTones[state]
