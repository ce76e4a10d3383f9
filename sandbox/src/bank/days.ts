const shanghaiOffsetMs = 8 * 3_600_000

/** The day in Asia/Shanghai as YYYY-MM-DD. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10)
}

/** 09:00 on the first day of the next month in Asia/Shanghai. */
export function firstOfNextMonth(at: Date): Date {
  const local = new Date(at.getTime() + shanghaiOffsetMs)
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1, 9) - shanghaiOffsetMs)
}
