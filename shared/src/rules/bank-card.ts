/** True for 12 to 19 digits whose Luhn sum (ISO/IEC 7812-1) is right. Spaces are ignored. */
export function isBankCard(cardNumber: string): boolean {
  const digits = cardNumber.replace(/\s/g, '')
  return /^\d{12,19}$/.test(digits) && luhnSum(digits) % 10 === 0
}

/** The digit that makes `digits` + it a valid card number. */
export function luhnCheckDigit(digits: string): string {
  return String((10 - (luhnSum(`${digits}0`) % 10)) % 10)
}

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}
