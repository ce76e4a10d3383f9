import sharp from 'sharp'
import { AppError } from '../../errors.ts'

const maxPixels = 50_000_000
const longestEdge = 3_000

/**
 * A picture as a plain JPEG: turned upright, at most 3,000 pixels an edge, without place, device or any other
 * metadata, and without whatever else the file carried.
 * @throws AppError UNSUPPORTED_FILE when it cannot be read as a picture
 */
export async function cleanImage(content: Buffer): Promise<Buffer> {
  try {
    return await sharp(content, { limitInputPixels: maxPixels, failOn: 'error' })
      .rotate()
      .resize({ width: longestEdge, height: longestEdge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 88, mozjpeg: false })
      .toBuffer()
  } catch {
    throw new AppError('UNSUPPORTED_FILE', { accept: 'JPG、PNG' })
  }
}
