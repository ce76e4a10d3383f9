import { createHash } from 'node:crypto'
import type { StatementRow } from './books.ts'

const header = 'serial,time,amountFen,balanceFen,counterpartyName,counterpartyNumber,summary,requestId'

/**
 * The daily statement as CSV (UTF-8, LF). The last line is `#CHECKSUM,<rows>,<sum of amounts in fen>,<SHA-256 hex>`,
 * the hash over all lines before it including their line ends.
 */
export function statementFile(rows: readonly StatementRow[]): string {
  const lines = rows.map((row) =>
    [
      row.bankSerial,
      row.at,
      row.amountFen,
      row.balanceFen,
      row.counterpartyName,
      row.counterpartyNumber,
      row.summary,
      row.requestId,
    ]
      .map(cell)
      .join(','),
  )
  const content = `${[header, ...lines].join('\n')}\n`
  const sum = rows.reduce((total, row) => total + row.amountFen, 0)
  const hash = createHash('sha256').update(content, 'utf8').digest('hex')
  return `${content}#CHECKSUM,${rows.length},${sum},${hash}\n`
}

function cell(value: string | number): string {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
