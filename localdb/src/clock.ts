import { Timestamp } from 'bson'

/** The logical clock behind operationTime and $clusterTime: seconds and a counter, never going back. */
export class Clock {
  private seconds = Math.floor(Date.now() / 1000)
  private counter = 1

  tick(): void {
    const now = Math.floor(Date.now() / 1000)
    if (now > this.seconds) {
      this.seconds = now
      this.counter = 1
    } else {
      this.counter += 1
    }
  }

  get now(): Timestamp {
    return new Timestamp({ t: this.seconds, i: this.counter })
  }
}
