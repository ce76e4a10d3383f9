import type { ClientSession } from 'mongoose'
import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { StoredFileModel, type StoredFile } from './model.ts'

/** The row of a file. @throws AppError NOT_FOUND */
export async function findFile(fileId: string, session?: ClientSession): Promise<StoredFile> {
  const row = await StoredFileModel.findById(fileId)
    .session(session ?? null)
    .lean<StoredFile>()
  if (!row) throw new AppError('NOT_FOUND')
  return row
}

/** A file with its decrypted content. @throws AppError NOT_FOUND */
export async function readFile(
  services: Services,
  fileId: string,
): Promise<StoredFile & { content: Buffer }> {
  const row = await findFile(fileId)
  return { ...row, content: await services.files.get(row._id, row.keyId) }
}
