import sharp from 'sharp'

/** Gradients a row and rows of the difference hash: 32 × 32 bits. */
const size = 32
/** Grey levels by which neighbours must differ; flat areas would flip by noise alone. */
const leastStep = 4
/** Every picture is first brought to this size and softened, so that its own resolution leaves no trace. */
const common = 256
const softness = 4
const maxPixels = 50_000_000

/** Bits of 1,024 in which two copies of one picture may differ after resizing, recompression or small retouching. */
export const sameLookWithin = 16

/**
 * Difference hash of a picture, hexadecimal, 1,024 bits: whether it gets brighter from each cell of a 33 × 32 grid
 * to the next. A copy that was resized, recompressed or lightened keeps nearly all bits; another photo does not.
 * @throws Error when it is no picture
 */
export async function perceptualHash(image: Buffer): Promise<string> {
  const grid = await sharp(image, { limitInputPixels: maxPixels, failOn: 'error' })
    .rotate()
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(common, common, { fit: 'fill', fastShrinkOnLoad: false })
    .blur(softness)
    .normalise()
    .raw()
    .toBuffer()
    .then((raw) =>
      sharp(raw, { raw: { width: common, height: common, channels: 1 } })
        .resize(size + 1, size, { fit: 'fill' })
        .raw()
        .toBuffer(),
    )
  const bytes = Buffer.alloc((size * size) / 8)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const at = y * (size + 1) + x
      const brighter = (grid[at + 1] ?? 0) - (grid[at] ?? 0) > leastStep
      const bit = y * size + x
      if (brighter) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
    }
  }
  return bytes.toString('hex')
}

/** Number of bits in which two hashes of the same length differ. */
export function hammingDistance(a: string, b: string): number {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')]
  if (left.length !== right.length) return Number.POSITIVE_INFINITY
  let distance = 0
  for (let index = 0; index < left.length; index += 1) {
    let difference = (left[index] ?? 0) ^ (right[index] ?? 0)
    for (; difference > 0; difference &= difference - 1) distance += 1
  }
  return distance
}

/** Whether two pictures are the same one, perhaps resized, recompressed or lightened. */
export function looksSame(a: string, b: string): boolean {
  return hammingDistance(a, b) <= sameLookWithin
}
