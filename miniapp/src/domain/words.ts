import { formatDayRange, formatYuan } from '@linggong/shared'

/** "￥200.00", or "￥180.00 至 ￥260.00" when the commission is a range. Fen. */
export function commissionText(min: number, max: number): string {
  return min === max ? formatYuan(min) : `${formatYuan(min)} 至 ${formatYuan(max)}`
}

/** "11月24日至11月28日". Days are YYYY-MM-DD. */
export function periodText(task: { from: string; to: string }): string {
  return formatDayRange(task.from, task.to)
}

/** "2026年11月" of YYYY-MM. */
export function monthText(month: string): string {
  const [year, number] = month.split('-')
  return `${year}年${Number(number)}月`
}

/** "工商银行（尾号 1234）" */
export function cardText(card: { bankName: string; tail: string }): string {
  return `${card.bankName}（尾号 ${card.tail}）`
}

/** A card number in groups of four, as it is printed on the card. */
export function groupedCardNumber(text: string): string {
  return text
    .replace(/\D/g, '')
    .slice(0, 19)
    .replace(/(\d{4})(?=\d)/g, '$1 ')
}
