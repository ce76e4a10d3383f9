import { describe, expect, it } from 'vitest'
import { makeIdNumber } from '../src/world/identity.ts'
import { photograph } from '../src/world/photograph.ts'
import { readSampleCard, renderSampleCard } from '../src/world/sample-cards.ts'

const person = { name: '张伟', idNumber: makeIdNumber('110101', '19900307', 103) }

describe('a photographed sample card', () => {
  it('is another picture each time and is still read', async () => {
    for (const side of ['front', 'back'] as const) {
      const card = await renderSampleCard({ person, side, now: new Date('2026-11-22T00:00:00Z') })
      const photos = await Promise.all(Array.from({ length: 8 }, () => photograph(card)))
      expect(new Set(photos.map((photo) => photo.toString('base64'))).size).toBe(photos.length)
      for (const photo of photos) expect(await readSampleCard(photo)).toMatchObject({ side })
    }
  })
})
