import type { Vault } from '../../../database/vault.ts'
import { rowValuesField, type PayoutRow } from '../models/row.ts'
import type { RowValues, SheetRow } from '../sheet/columns.ts'

/** Digest of payee and task: the same for two rows that pay the same person for the same task. */
function payeeKeyOf(vault: Vault, { idNumber, taskNumber }: RowValues): string | null {
  if (!idNumber || !taskNumber) return null
  return vault.blindIndex('payout_rows.payeeKey', `${idNumber.toUpperCase()}\0${taskNumber}`)
}

/** A row of a file as it is kept: its values encrypted. */
export function sealRow(
  vault: Vault,
  place: { batchId: string; uploadId: string },
  { row, values, problem }: SheetRow,
) {
  return {
    ...place,
    row,
    values: vault.encryptField(rowValuesField, JSON.stringify(values)),
    payeeKey: payeeKeyOf(vault, values),
    orderNumber: values.orderNumber,
    cellProblem: problem,
  }
}

/** The values of a kept row as the enterprise wrote them. */
export function openRow(vault: Vault, row: Pick<PayoutRow, 'values'>): RowValues {
  return JSON.parse(vault.decryptField(rowValuesField, row.values)) as RowValues
}
