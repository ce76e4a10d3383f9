import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { readyMadePeople } from '../src/world/ready-made-people.ts'
import {
  readSampleCard,
  renderSampleCard,
  sampleCardCode,
  sampleVariants,
} from '../src/world/sample-cards.ts'

const now = new Date('2026-11-22T04:00:00Z')
const zhang = { name: '张伟', idNumber: '110101199003071031' }

describe('sample cards', () => {
  it.each(sampleVariants.flatMap(({ id, sides }) => sides.map((side) => [id, side] as const)))(
    'the picture “%s” of the %s is read from a 640 pixel frame',
    async (variant, side) => {
      const card = await renderSampleCard({ person: zhang, side, variant, now, format: 'jpeg' })
      const frame = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#7a7d80' } })
        .composite([{ input: await sharp(card).resize(540).toBuffer(), gravity: 'centre' }])
        .jpeg({ quality: 72 })
        .toBuffer()
      expect(await readSampleCard(frame)).toEqual(sampleCardCode(zhang, side, variant, now))
    },
  )

  it.each(readyMadePeople.map(({ name, idNumber }) => ({ name, idNumber: idNumber! })))(
    '$name has a card of their own, valid on the day',
    async (person) => {
      const front = await readSampleCard(await renderSampleCard({ person, side: 'front', now }))
      expect(front).toMatchObject(person)
      const back = sampleCardCode(person, 'back', 'good', now)
      if (back.side !== 'back') throw new Error('front instead of back')
      expect(back.validFrom < '2026-11-22').toBe(true)
      expect(back.validTo === 'long-term' || back.validTo > '2026-11-22').toBe(true)
    },
  )

  it('a turned photo is read, a code of something else is not a card', async () => {
    const card = await renderSampleCard({ person: zhang, side: 'front', now })
    expect(await readSampleCard(await sharp(card).rotate(90).jpeg().toBuffer())).toMatchObject(zhang)
    const { toBuffer } = await import('qrcode')
    expect(await readSampleCard(await toBuffer('{"side":"front"}'))).toBeUndefined()
    expect(await readSampleCard(await toBuffer('https://example.com'))).toBeUndefined()
    expect(await readSampleCard(Buffer.from('GIF89a'))).toBe('not-an-image')
  })
})
