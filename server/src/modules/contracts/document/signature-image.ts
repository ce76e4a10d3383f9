import sharp, { type Sharp } from 'sharp'
import { AppError } from '../../../errors.ts'

const maxPixels = 12_000_000
const sampleWidth = 400
/** Pixels of the sample that a name covers at least; a tap leaves fewer. */
const leastInk = 120
/** A filled picture is no handwriting. */
const mostInk = 0.6

interface InkBox {
  ink: number
  width: number
  height: number
}

/** Darkness of each pixel over white, 0 to 255. */
async function darkness(picture: Sharp): Promise<{ data: Buffer; width: number; height: number }> {
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .greyscale()
    .negate()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

function inkBox(sample: { data: Buffer; width: number; height: number }): InkBox {
  let ink = 0
  let [left, right, top, bottom] = [sample.width, -1, sample.height, -1]
  for (let y = 0; y < sample.height; y++) {
    for (let x = 0; x < sample.width; x++) {
      if ((sample.data[y * sample.width + x] ?? 0) < 96) continue
      ink += 1
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  return { ink, width: right - left + 1, height: bottom - top + 1 }
}

/**
 * Reads a handwritten signature from a PNG data URL: it must be a picture with strokes of some extent, not a blank
 * or a filled one.
 * @returns PNG with black strokes on a transparent ground, cut to the strokes, at most 900 × 450 px
 * @throws AppError SIGNATURE_EMPTY
 */
export async function readSignature(dataUrl: string): Promise<Buffer> {
  const empty = new AppError('SIGNATURE_EMPTY', undefined, 'body.signature')
  const content = Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')
  try {
    const open = (): Sharp => sharp(content, { limitInputPixels: maxPixels, failOn: 'error' })
    const { format } = await open().metadata()
    if (format !== 'png') throw empty
    const sample = await darkness(open().resize({ width: sampleWidth, kernel: 'lanczos3' }))
    const { ink, width, height } = inkBox(sample)
    const spread = Math.max(width, height) >= sampleWidth * 0.08
    if (ink < leastInk || !spread || ink > mostInk * sample.data.length) throw empty

    const strokes = await darkness(open())
    const { width: w, height: h } = strokes
    const alpha = { raw: { width: w, height: h, channels: 1 as const } }
    const drawn = await sharp({ create: { width: w, height: h, channels: 3, background: '#111111' } })
      .joinChannel(strokes.data, alpha)
      .png()
      .toBuffer()
    return await sharp(drawn)
      .trim({ background: { r: 17, g: 17, b: 17, alpha: 0 }, threshold: 20 })
      .resize({ width: 900, height: 450, fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw empty
  }
}
