const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Check character of the first 17 characters (GB 32100-2015). */
export function creditCodeCheck(first17: string): string {
  const sum = weights.reduce(
    (total, weight, index) => total + weight * alphabet.indexOf(first17[index] as string),
    0,
  )
  return alphabet[(31 - (sum % 31)) % 31] as string
}

/** True for a valid unified social credit code: 18 characters, GB 32100-2015 check character. */
export function isCreditCode(code: string): boolean {
  const upper = code.trim().toUpperCase()
  return (
    upper.length === 18 &&
    [...upper].every((c) => alphabet.includes(c)) &&
    creditCodeCheck(upper) === upper[17]
  )
}
