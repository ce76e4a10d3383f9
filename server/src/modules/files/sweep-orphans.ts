import type { Services } from '../../services.ts'
import { StoredFileModel } from './model.ts'

const graceMs = 24 * 60 * 60_000

/** Removes contents older than a day (real time) whose command did not commit; answers how many. */
export async function sweepOrphans(services: Services, graceOfMs: number = graceMs): Promise<number> {
  let removed = 0
  for await (const key of services.files.keys()) {
    if (await StoredFileModel.exists({ _id: key })) continue
    const writtenAt = await services.files.writtenAt(key)
    if (Date.now() - writtenAt.getTime() < graceOfMs) continue
    await services.files.remove(key)
    removed++
  }
  return removed
}
