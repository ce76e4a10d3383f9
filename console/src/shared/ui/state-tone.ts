import type { Machine } from '@linggong/shared'

/** What a colour says: at rest, moving by itself, waits for someone, ended well, ended badly. */
export type Tone = 'neutral' | 'moving' | 'waiting' | 'good' | 'bad'

/** The one table of state colours, by machine. What is not listed is neutral. */
const tones: Record<string, Record<string, Tone>> = {
  registration: {
    started: 'waiting',
    identified: 'waiting',
    agreed: 'waiting',
    card: 'waiting',
    photos: 'waiting',
    done: 'good',
  },
  onboarding: {
    submitted: 'waiting',
    approved: 'good',
    rejected: 'bad',
    'special-asked': 'waiting',
    'special-submitted': 'waiting',
  },
  engagement: {
    applied: 'waiting',
    rejected: 'bad',
    approved: 'waiting',
    signing: 'waiting',
    declined: 'bad',
    lapsed: 'bad',
    active: 'good',
  },
  'sub-ledger': { opening: 'moving', open: 'good', closing: 'moving' },
  envelope: {
    draft: 'moving',
    sent: 'waiting',
    'part-signed': 'waiting',
    completed: 'good',
    declined: 'bad',
    expired: 'bad',
  },
  task: { reviewing: 'waiting', rejected: 'bad', 'in-progress': 'moving', completed: 'good' },
  assignment: {
    waiting: 'waiting',
    mismatch: 'bad',
    assigned: 'waiting',
    accepted: 'moving',
    rejected: 'bad',
    completed: 'good',
  },
  batch: {
    draft: 'waiting',
    validating: 'moving',
    invalid: 'bad',
    ready: 'waiting',
    scheduled: 'waiting',
    confirmed: 'moving',
    funding: 'moving',
    executing: 'moving',
    paused: 'bad',
    finished: 'good',
  },
  item: {
    ready: 'waiting',
    confirmed: 'moving',
    blocked: 'bad',
    sending: 'moving',
    paid: 'good',
    failed: 'bad',
    returned: 'bad',
    reissuing: 'moving',
  },
  attempt: {
    recorded: 'moving',
    sent: 'moving',
    unknown: 'waiting',
    queried: 'moving',
    succeeded: 'good',
    failed: 'bad',
  },
  'incoming-transfer': { recognised: 'good', unclaimed: 'waiting', claimed: 'good' },
  refund: { requested: 'moving', sending: 'moving', done: 'good', failed: 'bad' },
}

/** The tone of a state; unknown states are neutral. */
export function toneOf(machine: Machine, state: string): Tone {
  return tones[machine.name]?.[state] ?? 'neutral'
}

/** The states that have a colour of their own, by machine. */
export function listedStates(): [machine: string, states: string[]][] {
  return Object.entries(tones).map(([machine, states]) => [machine, Object.keys(states)])
}
