const tails = new Map<string, Promise<unknown>>()

/**
 * Runs what has the same key one after the other in this process. The database alone guards what is right;
 * this only spares commands that meet on the same account from undoing each other again and again.
 */
export async function serially<T>(key: string, fn: () => Promise<T>): Promise<T> {
  const before = tails.get(key)
  const run = before ? before.then(fn, fn) : fn()
  tails.set(key, run)
  try {
    return await run
  } finally {
    if (tails.get(key) === run) tails.delete(key)
  }
}
