import { fileTypeFromBuffer } from 'file-type'

export type FileKind = 'jpeg' | 'png' | 'pdf' | 'xlsx'

export const contentTypes: Record<FileKind, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** What a file really is, read from its content; null when it is none of the kinds the product takes. */
export async function sniff(content: Buffer): Promise<FileKind | null> {
  const found = await fileTypeFromBuffer(content)
  const kind = (Object.keys(contentTypes) as FileKind[]).find((name) => contentTypes[name] === found?.mime)
  return kind ?? null
}
