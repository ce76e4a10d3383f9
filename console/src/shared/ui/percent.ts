/** 1,000 basis points as "10%"; two decimals at most, none when they are zero. */
export function percent(basisPoints: number): string {
  return `${Number((basisPoints / 100).toFixed(2))}%`
}
