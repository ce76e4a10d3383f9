import { randomInt } from 'node:crypto'
import sharp from 'sharp'

const width = 1280
const height = 860

/** A number between the two, in steps of a hundredth. */
function between(from: number, to: number): number {
  return from + randomInt(Math.round((to - from) * 100)) / 100
}

/**
 * A card as a phone takes it: on a table, a little tilted, never twice from the same place. The product refuses the
 * same picture a second time, so every photo of a sample has to be one of its own.
 * @returns JPEG, 1280 × 860 pixels
 */
export async function photograph(card: Buffer): Promise<Buffer> {
  const angle = between(1, 4) * (randomInt(2) === 0 ? 1 : -1)
  const lying = await sharp(card)
    .resize(Math.round(between(900, 1080)))
    .rotate(angle, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer()
  const { width: wide = 0, height: high = 0 } = await sharp(lying).metadata()
  const table = { r: randomInt(84, 124), g: randomInt(72, 104), b: randomInt(58, 88) }
  return sharp({ create: { width, height, channels: 3, background: table } })
    .composite([
      {
        input: lying,
        left: randomInt(Math.max(width - wide, 1)),
        top: randomInt(Math.max(height - high, 1)),
      },
    ])
    .modulate({ brightness: between(0.9, 1.08) })
    .jpeg({ quality: 86 })
    .toBuffer()
}
