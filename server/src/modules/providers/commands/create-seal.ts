import type { CommandContext } from '../../../command.ts'
import { storeFile } from '../../files/public.ts'
import { drawSeal } from '../seal-image.ts'
import { SealModel } from '../seal-model.ts'

/** Makes an organisation's electronic seal; the one it has stays. */
export async function createSeal(
  c: CommandContext,
  { organisationId, name }: { organisationId: string; name: string },
): Promise<void> {
  if (await SealModel.exists({ _id: organisationId }).session(c.session)) return
  const file = await storeFile(c, {
    purpose: 'seal',
    owner: { type: 'organisation', id: organisationId },
    content: await drawSeal(name),
    contentType: 'image/png',
    name: `${name}电子签章.png`,
  })
  await SealModel.create([{ _id: organisationId, imageFileId: file._id }], { session: c.session })
  c.audit({ action: 'seal.create', subject: { type: 'organisation', id: organisationId } })
}
