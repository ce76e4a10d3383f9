import { ageAt, dayOf } from '../time.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** Check character of the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function residentIdCheck(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0)
  return checkCharacters[sum % 11] as string
}

/** Birth day YYYY-MM-DD of an 18-character resident ID, or null when the number is not valid (GB 11643-1999). */
export function residentIdBirthDay(idNumber: string): string | null {
  const id = idNumber.trim().toUpperCase()
  if (!/^[1-9]\d{16}[\dX]$/.test(id) || residentIdCheck(id) !== id[17]) return null
  const day = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  const time = new Date(`${day}T00:00:00.000+08:00`)
  if (Number.isNaN(time.getTime()) || dayOf(time) !== day || Number(id.slice(6, 10)) < 1900) return null
  return day
}

/** Why an ID number may not register: its form is wrong, its owner is under 18, or null when it may. */
export function residentIdProblem(
  idNumber: string,
  now: Date,
): 'ID_NUMBER_INVALID' | 'ID_NUMBER_UNDERAGE' | null {
  const birthDay = residentIdBirthDay(idNumber)
  if (!birthDay || birthDay > dayOf(now)) return 'ID_NUMBER_INVALID'
  return ageAt(birthDay, now) < 18 ? 'ID_NUMBER_UNDERAGE' : null
}
