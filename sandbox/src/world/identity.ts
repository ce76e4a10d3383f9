const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkDigits = '10X98765432'

/**
 * A resident identity number with a valid check digit (GB 11643-1999).
 * @param region six digits of the administrative division
 * @param birthDate 'YYYYMMDD'
 * @param sequence 1–999; odd for men, even for women
 */
export function makeIdNumber(region: string, birthDate: string, sequence: number): string {
  const body = `${region}${birthDate}${String(sequence).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return `${body}${checkDigits[sum % 11]}`
}
