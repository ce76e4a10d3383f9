/** True for an 11-digit mainland mobile number. */
export function isMobile(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone.trim())
}
