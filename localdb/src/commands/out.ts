import type { Doc } from '../bson/types.ts'
import { deleteRecord, insertRecord } from '../storage/records.ts'
import type { Operation } from './operation.ts'
import { prepare } from './insert.ts'
import { queryRows } from './query.ts'
import { runWrite } from './run-write.ts'

/** `$out`: the collection holds exactly these documents afterwards, or is unchanged when one of them fails. */
export async function replaceCollection(
  operation: Operation,
  ns: string,
  documents: Iterable<Doc>,
): Promise<void> {
  const results = [...documents]
  await runWrite(operation, (writes) => {
    const collection = operation.engine.ensureCollection(writes, ns)
    const old = Array.from(queryRows(writes.view, collection, { filter: {} }), (row) => row.doc)
    for (const doc of old) deleteRecord(writes, collection, doc)
    for (const result of results) {
      const { doc, bytes } = prepare(result)
      insertRecord(writes, collection, doc, bytes, {})
    }
  })
}
