import { createHash } from 'node:crypto'
import type { CommandContext } from '../../command.ts'
import { publicId } from '../../ids.ts'
import type { Services } from '../../services.ts'
import { StoredFileModel, type StoredFile } from './model.ts'

export interface FileInput {
  purpose: string
  owner: { type: string; id: string }
  content: Buffer
  contentType: string
  /** Offered as the name to save under. */
  name?: string
}

/**
 * Stores a content, encrypted, and its row. With a command context the row belongs to the command's
 * transaction; if that fails, the content is swept away later.
 */
export async function storeFile(target: CommandContext | Services, input: FileInput): Promise<StoredFile> {
  const inCommand = 'session' in target
  const services = inCommand ? target.services : target
  const id = publicId()
  const keyId = await services.files.put(id, input.content)
  const row: StoredFile = {
    _id: id,
    purpose: input.purpose,
    owner: input.owner,
    contentType: input.contentType,
    size: input.content.length,
    sha256: createHash('sha256').update(input.content).digest('hex'),
    name: input.name ?? null,
    keyId,
    createdAt: services.clock.now(),
  }
  await StoredFileModel.insertMany([row], inCommand ? { session: target.session } : {})
  return row
}
