import type { CommandContext } from '../../../command.ts'
import { storeFile, type StoredFile } from '../../files/public.ts'
import type { Picture } from '../document/page-pictures.ts'
import type { Envelope, PagePicture } from '../models.ts'

/** Stores a contract's PDF with the pictures of its pages. */
export async function keepDocument(
  c: CommandContext,
  { _id: id, title, number }: Pick<Envelope, '_id' | 'title' | 'number'>,
  { purpose, content, pictures }: { purpose: string; content: Buffer; pictures: readonly Picture[] },
): Promise<{ file: StoredFile; pages: PagePicture[] }> {
  const owner = { type: 'envelope', id }
  const file = await storeFile(c, {
    purpose,
    owner,
    content,
    contentType: 'application/pdf',
    name: `${title} ${number}.pdf`,
  })
  const pages: PagePicture[] = []
  for (const picture of pictures) {
    const { _id: fileId } = await storeFile(c, {
      purpose: `${purpose}-page`,
      owner,
      content: picture.content,
      contentType: 'image/png',
    })
    pages.push({ fileId, width: picture.width, height: picture.height })
  }
  return { file, pages }
}
