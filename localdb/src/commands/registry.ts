import * as admin from './admin.ts'
import { aggregate } from './aggregate.ts'
import * as collections from './collections.ts'
import { count, distinct } from './count.ts'
import { deleteCommand } from './delete.ts'
import { explain, find } from './find.ts'
import { findAndModify } from './find-and-modify.ts'
import { getMore, killCursors } from './get-more.ts'
import { hello } from './hello.ts'
import * as indexes from './indexes.ts'
import { insert } from './insert.ts'
import type { Command } from './operation.ts'
import * as sessions from './sessions.ts'
import { abortTransaction, commitTransaction } from './transactions.ts'
import { update } from './update.ts'

const commands: readonly Command[] = [
  hello,
  ...Object.values(admin),
  ...Object.values(collections),
  ...Object.values(indexes),
  ...Object.values(sessions),
  aggregate,
  count,
  distinct,
  deleteCommand,
  explain,
  find,
  findAndModify,
  getMore,
  killCursors,
  insert,
  update,
  abortTransaction,
  commitTransaction,
]

const byName = new Map<string, Command>()
for (const command of commands) {
  for (const name of [command.name, ...(command.aliases ?? [])]) byName.set(name, command)
}

/** The command of a name; undefined for one that localdb does not know. */
export function findCommand(name: string): Command | undefined {
  return byName.get(name)
}
