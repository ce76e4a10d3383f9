import { formatYuan } from '@linggong/shared/money'
import type { Difference, Verification } from './verify.ts'

const kinds: Record<Difference['kind'], string> = {
  entry: '分录借贷不平',
  balance: '余额与流水不符',
  negative: '余额为负',
  bank: '与银行账面不符',
}

/** Columns a text takes in a terminal: a Chinese character takes two. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0xff ? 2 : 1), 0)
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? '')))) ?? []
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** What `npm run ledger:verify` prints. `open` is the number of requests to the bank without a final answer. */
export function verificationReport(
  { entries, guardedAccounts, bankAccounts, differences }: Verification,
  open: number,
): string {
  const scope = `账本分录 ${entries} 笔，账户 ${guardedAccounts} 个，银行账户 ${bankAccounts} 个`
  const pending =
    open > 0 ? [`还有 ${open} 笔银行请求没有最终结果，银行账面可能暂时不一致，请稍后再核对`] : []
  if (differences.length === 0) return [scope, ...pending, '核对一致，没有差异'].join('\n')
  const rows = differences.map(({ account, kind, expected, actual }) => [
    account,
    kinds[kind],
    formatYuan(expected),
    formatYuan(actual),
    formatYuan(actual - expected),
  ])
  return [
    scope,
    ...pending,
    `发现 ${differences.length} 处差异：`,
    table([['账户', '问题', '应为', '实为', '差额'], ...rows]),
  ].join('\n')
}
