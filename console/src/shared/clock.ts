let offsetMs = 0

/** Remembers how far the product's clock is from this computer's. */
export function setServerTime(time: string): void {
  offsetMs = new Date(time).getTime() - Date.now()
}

/** Now by the product's clock: pages show days by it. */
export function serverNow(): Date {
  return new Date(Date.now() + offsetMs)
}
