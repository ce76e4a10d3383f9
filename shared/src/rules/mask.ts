/** 张*、张*三 (masks all but the first and, from three characters on, the last). */
export function maskName(name: string): string {
  const characters = [...name]
  if (characters.length <= 1) return name
  if (characters.length === 2) return `${characters[0]}*`
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`
}

/** 138****1234 */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** 1101**********1234 */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 4)}${'*'.repeat(Math.max(idNumber.length - 8, 0))}${idNumber.slice(-4)}`
}

/** The last four digits of a card number. */
export function cardTail(cardNumber: string): string {
  return cardNumber.slice(-4)
}
