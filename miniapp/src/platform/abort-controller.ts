type Listener = () => void

/**
 * Stands in for AbortController, which mini-programs lack: the query library makes one per request.
 * Only what that library uses is here: the flag and the abort event.
 */
export class SimpleAbortController {
  readonly signal = new SimpleAbortSignal()

  abort(): void {
    this.signal.fire()
  }
}

class SimpleAbortSignal {
  aborted = false
  private listeners: Listener[] = []

  addEventListener(_: 'abort', listener: Listener): void {
    this.listeners.push(listener)
  }

  removeEventListener(_: 'abort', listener: Listener): void {
    this.listeners = this.listeners.filter((known) => known !== listener)
  }

  fire(): void {
    if (this.aborted) return
    this.aborted = true
    for (const listener of this.listeners) listener()
  }
}
