import type { Snapshot } from '../storage/store.ts'
import type { View } from '../storage/view.ts'
import type { LockHolder } from './locks.ts'

type State = 'active' | 'committed' | 'aborted'

/** A multi-document transaction: a snapshot to read from and an owner of locks. */
export class Transaction implements LockHolder {
  readonly ended: Promise<void>
  readonly startedAt = Date.now()
  readonly sequence: number
  readonly view: View
  state: State = 'active'
  private readonly snapshot: Snapshot
  private resolveEnded: () => void = () => undefined

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot
    this.sequence = snapshot.sequence
    this.view = snapshot.view
    this.ended = new Promise((resolve) => (this.resolveEnded = resolve))
  }

  end(state: 'committed' | 'aborted'): void {
    this.state = state
    this.snapshot.release()
    this.resolveEnded()
  }
}
