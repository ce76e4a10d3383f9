import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { hammingDistance, looksSame, perceptualHash, sameLookWithin } from './perceptual-hash.ts'

const width = 1012
const height = 638

/** A card-like picture: text blocks, a portrait and a seal on a tinted ground. */
function drawing(shift = 0): Buffer {
  const rows = Array.from(
    { length: 7 },
    (_, index) =>
      `<rect x="${60 + shift}" y="${90 + index * 70}" width="${280 + ((index * 97) % 190)}" height="26" fill="#1d1a16"/>`,
  )
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="g"><stop offset="0" stop-color="#dfe8ee"/><stop offset="1" stop-color="#b9cbd8"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#g)"/>${rows.join('')}
<ellipse cx="${800 + shift}" cy="260" rx="120" ry="150" fill="#8d6e5a"/><circle cx="${640 + shift}" cy="520" r="70" fill="#b4230f"/></svg>`)
}

const original = sharp(drawing()).jpeg({ quality: 90 }).toBuffer()
const hashOf = async (picture: Promise<Buffer>) => perceptualHash(await picture)
const edit = async (change: (picture: Sharp) => Sharp) =>
  hashOf(
    change(sharp(await original))
      .jpeg({ quality: 80 })
      .toBuffer(),
  )

describe('the look of a photo', () => {
  it('stays the same when a copy is resized, recompressed, lightened or stripped', async () => {
    const look = await hashOf(original)
    expect(look).toMatch(/^[0-9a-f]{256}$/)
    const copies = [
      await hashOf(
        sharp(await original)
          .jpeg({ quality: 35 })
          .toBuffer(),
      ),
      await hashOf(
        sharp(await original)
          .png()
          .toBuffer(),
      ),
      await edit((picture) => picture.resize(640)),
      await edit((picture) => picture.resize(1600)),
      await edit((picture) => picture.modulate({ brightness: 1.1 })),
      await edit((picture) => picture.gamma(1.3)),
      await edit((picture) => picture.greyscale()),
    ]
    for (const copy of copies) expect(hammingDistance(look, copy)).toBeLessThanOrEqual(sameLookWithin)
  })

  it('differs in another photo of the same card: other framing, angle or place', async () => {
    const look = await hashOf(original)
    const photos = [
      await edit((picture) => picture.rotate(3, { background: '#4a443d' })),
      await edit((picture) =>
        picture.resize(880).extend({ top: 50, bottom: 60, left: 30, right: 90, background: '#776' }),
      ),
      await edit((picture) => picture.extract({ left: 60, top: 40, width: 920, height: 580 })),
    ]
    for (const photo of photos) {
      expect(hammingDistance(look, photo)).toBeGreaterThan(sameLookWithin)
      expect(looksSame(look, photo)).toBe(false)
    }
  })

  it('is the distance in bits, and no look equals one of another length', () => {
    expect(hammingDistance('ff00', 'ff00')).toBe(0)
    expect(hammingDistance('ff00', 'fe01')).toBe(2)
    expect(hammingDistance('ff', 'ff00')).toBe(Number.POSITIVE_INFINITY)
    const base = '0'.repeat(256)
    const within = `${'f'.repeat(sameLookWithin / 4)}${'0'.repeat(256 - sameLookWithin / 4)}`
    expect(looksSame(base, within)).toBe(true)
    expect(looksSame(base, `${within.slice(0, -1)}1`)).toBe(false)
  })

  it('what is no picture has no look', async () => {
    await expect(perceptualHash(Buffer.from('not a picture'))).rejects.toThrow(/unsupported image format/)
  })
})
