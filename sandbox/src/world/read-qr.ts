import { createRequire } from 'node:module'
import type jsQRFunction from 'jsqr'
import sharp, { type Sharp } from 'sharp'

const jsQR = createRequire(import.meta.url)('jsqr') as typeof jsQRFunction.default

/** Longest sides, in pixels, at which the code is looked for; the second row is for small and soft pictures. */
const attempts: readonly { side: number; sharpen: boolean }[] = [
  { side: 1600, sharpen: false },
  { side: 900, sharpen: false },
  { side: 1600, sharpen: true },
  { side: 600, sharpen: false },
  { side: 2200, sharpen: true },
]

/**
 * The text of the QR code in a picture (JPEG, PNG …), at any size and rotation.
 * @returns undefined when there is no readable code, 'not-an-image' when the bytes are no picture
 */
export async function readQr(image: Buffer): Promise<{ text: string } | 'not-an-image' | undefined> {
  let size: { width: number; height: number }
  try {
    const { width, height } = await sharp(image).metadata()
    size = { width, height }
  } catch {
    return 'not-an-image'
  }
  const longest = Math.max(size.width, size.height)
  for (const { side, sharpen } of attempts) {
    if (!sharpen && side > longest * 2) continue
    const picture = sharp(image).autoOrient().resize({ width: side, height: side, fit: 'inside' })
    const text = await decode(sharpen ? picture.normalise().sharpen({ sigma: 2 }) : picture)
    if (text === 'not-an-image') return 'not-an-image'
    if (text) return text
  }
  return undefined
}

async function decode(picture: Sharp): Promise<{ text: string } | 'not-an-image' | undefined> {
  const pixels = await rgba(picture)
  if (!pixels) return 'not-an-image'
  const found = jsQR(pixels.data, pixels.width, pixels.height, { inversionAttempts: 'dontInvert' })
  return found?.data ? { text: found.data } : undefined
}

/** undefined when the picture breaks off or cannot be decoded. */
async function rgba(
  picture: Sharp,
): Promise<{ data: Uint8ClampedArray; width: number; height: number } | undefined> {
  try {
    const { data, info } = await picture
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { data: new Uint8ClampedArray(data), width: info.width, height: info.height }
  } catch {
    return undefined
  }
}
