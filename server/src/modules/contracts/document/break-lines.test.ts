import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakLines, lineWidth } from './break-lines.ts'
import { widthOf } from './fonts.ts'

const measure = (character: string): number => widthOf('regular', character)
const textOf = (lines: ReturnType<typeof breakLines>): string[] =>
  lines.map(({ glyphs }) => glyphs.map(({ text }) => text).join(''))
const set = (text: string, width: number): string[] => textOf(breakLines(text, { width, measure }))

const pieces = [
  '乙方',
  '接受',
  '任务',
  '，',
  '。',
  '、',
  '（',
  '）',
  '《',
  '》',
  '“',
  '”',
  '2026',
  '年',
  '8.5%',
  'HT20261122000001',
  '元',
]
const texts = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 80 })
  .map((parts) => parts.join(''))

describe('lines of Chinese text', () => {
  it('lose no character and change none', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 12, max: 40 }), (text, width) => {
        expect(set(text, width).join('')).toBe(text)
      }),
    )
  })

  it('never begin with a mark that closes, nor end with one that opens', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 16, max: 40 }), (text, width) => {
        const sensible = text.replaceAll(/([（《“])+/g, '$1').replaceAll(/[，。、）》”]{3,}/g, '，')
        for (const line of set(`甲${sensible}甲`, width)) {
          expect(line).not.toMatch(/^[，。、）》”%]/)
          expect(line).not.toMatch(/[（《“]$/)
        }
      }),
    )
  })

  it('are never wider than their measure, but for the blank half of the last mark', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 16, max: 40 }), (text, width) => {
        for (const line of breakLines(text, { width, measure })) {
          expect(lineWidth(line, measure)).toBeLessThanOrEqual(width + 0.501)
        }
      }),
    )
  })

  it('fill the measure except the last', () => {
    const lines = breakLines(
      '甲方承接用工企业的业务后，将其中适合个人独立完成的部分交由乙方完成。'.repeat(4),
      { width: 24, measure },
    )
    for (const line of lines.slice(0, -1)) expect(lineWidth(line, measure)).toBeGreaterThan(23.4)
  })

  it('keep numbers, words and their units together', () => {
    const lines = set('本协议有效期自2026年11月22日起至2028年11月21日止', 14)
    for (const line of lines) expect(line).not.toMatch(/\d$/)
    expect(lines.join('|')).toContain('2026年')
  })

  it('leave no single character alone on the last line', () => {
    const last = set('一二三四五六七八九十一二三四五六七八九十。', 20).at(-1) ?? ''
    expect(last.length).toBeGreaterThanOrEqual(3)
  })

  it('cut what is longer than a line', () => {
    expect(set('0'.repeat(64), 12).length).toBeGreaterThan(2)
  })

  it('leave a mark with its number where such a long run is cut', () => {
    const lines = set('甲、《。乙方”》年HT202611220000018.5%HT20261122000001甲', 19)
    for (const line of lines) expect(line).not.toMatch(/^%/)
  })
})
