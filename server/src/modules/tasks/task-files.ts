import type { CommandContext } from '../../command.ts'
import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { fileLink, findFile } from '../files/public.ts'

export const taskPicturePurpose = 'task-picture'
export const deliverablePurpose = 'deliverable'
const linkTtlMs = 10 * 60_000

/** Refuses files that are not the owner's or were uploaded for something else. @throws AppError NOT_FOUND */
export async function assertFiles(
  c: CommandContext,
  fileIds: readonly string[],
  expected: { purpose: string; ownerId: string },
): Promise<void> {
  for (const id of fileIds) {
    const { purpose, owner } = await findFile(id, c.session)
    if (purpose !== expected.purpose || owner.id !== expected.ownerId) throw new AppError('NOT_FOUND')
  }
}

/** Links for a reader who may see the object that the files belong to. */
export function fileLinks(
  services: Services,
  fileIds: readonly string[],
): { id: string; url: string; name: string }[] {
  return fileIds.map((id, index) => ({
    id,
    url: fileLink(services, id, linkTtlMs),
    name: `照片 ${index + 1}`,
  }))
}
