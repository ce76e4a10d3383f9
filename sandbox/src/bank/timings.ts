/** Delays of the bank, all in ms of real time. */
export interface BankTimings {
  /** From accepting an outward payment to its result. */
  paymentDelayMs: number
  /** From success to the return of a payment whose card says so. */
  returnDelayMs: number
  /** How long an answer is held back by a time-out outcome; longer than the client waits. */
  holdMs: number
  /** Waits before the 2nd, 3rd … delivery of a notice; the last value repeats. */
  backOffMs: readonly number[]
  /** How long the bank waits for the answer to a notice. */
  callbackTimeoutMs: number
}

/** What a person at the page can follow with the eye. */
export const defaultTimings: BankTimings = {
  paymentDelayMs: 2_000,
  returnDelayMs: 60_000,
  holdMs: 8_000,
  backOffMs: [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000],
  callbackTimeoutMs: 5_000,
}

/** For tests. The client's time-out must be below `holdMs`. */
export const fastBank: BankTimings = {
  paymentDelayMs: 10,
  returnDelayMs: 30,
  holdMs: 1_500,
  backOffMs: [50, 100, 200, 500, 1_000],
  callbackTimeoutMs: 2_000,
}
