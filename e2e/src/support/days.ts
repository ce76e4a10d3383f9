const dayMs = 86_400_000

/** YYYY-MM-DD in Asia/Shanghai, that many days from today. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * dayMs).toISOString().slice(0, 10)
}
