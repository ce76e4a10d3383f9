import sharp from 'sharp'
import { z } from 'zod'
import { readQr } from './read-qr.ts'
import { cardHeight, cardWidth, sampleCardSvg } from './sample-card-svg.ts'
import { samplePlace } from './sample-places.ts'

export type CardSide = 'front' | 'back'

const ZCommon = {
  /** A warning code of IDCardOCR, -9101 … -9109. */
  warn: z.number().int().optional(),
  /** Quality score 0–100; left out: a good picture. */
  quality: z.number().optional(),
  /** The picture is so blurred that the service gives up. */
  unreadable: z.boolean().optional(),
}

const ZSampleCardCode = z.discriminatedUnion('side', [
  z.object({
    side: z.literal('front'),
    name: z.string(),
    idNumber: z.string(),
    nation: z.string(),
    address: z.string(),
    ...ZCommon,
  }),
  z.object({
    side: z.literal('back'),
    authority: z.string(),
    /** YYYY-MM-DD. */
    validFrom: z.string(),
    /** YYYY-MM-DD or `long-term`. */
    validTo: z.string(),
    ...ZCommon,
  }),
])

/** What the QR code on a sample card says; the sandbox's OCR reads nothing else. */
export type SampleCardCode = z.infer<typeof ZSampleCardCode>

interface Variant {
  id: string
  label: string
  /** The sides it makes sense for. */
  sides: readonly CardSide[]
  warn?: number
  quality?: number
  unreadable?: boolean
}

const both: readonly CardSide[] = ['front', 'back']

/** The pictures in the camera roll: one good one and one for everything that can be wrong with a photo. */
export const sampleVariants = [
  { id: 'good', label: '清晰原件', sides: both },
  { id: 'border', label: '边框不完整', sides: both, warn: -9101 },
  { id: 'copy', label: '复印件', sides: both, warn: -9102 },
  { id: 'screen', label: '翻拍屏幕', sides: both, warn: -9103 },
  { id: 'temporary', label: '临时身份证', sides: both, warn: -9104 },
  { id: 'covered', label: '被手指遮挡', sides: both, warn: -9105 },
  { id: 'retouched', label: '疑似 PS', sides: both, warn: -9106 },
  { id: 'glare', label: '反光', sides: both, warn: -9107 },
  { id: 'bad-date', label: '有效期不合法', sides: ['back'], warn: -9109 },
  { id: 'expired', label: '已过期', sides: ['back'] },
  { id: 'soft', label: '略模糊', sides: both, quality: 34 },
  { id: 'blurred', label: '太模糊', sides: both, unreadable: true },
] as const satisfies readonly Variant[]

export type SampleVariantId = (typeof sampleVariants)[number]['id']

export interface SampleCardOptions {
  person: { name: string; idNumber: string }
  side: CardSide
  variant?: SampleVariantId
  /** Decides the period of validity, so that a good card is valid on the sandbox's day. */
  now: Date
  format?: 'png' | 'jpeg'
}

/** Draws one side of a sample card, plainly marked 样本, 1012 × 638 pixels. */
export async function renderSampleCard(options: SampleCardOptions): Promise<Buffer> {
  const variantId = options.variant ?? 'good'
  const code = sampleCardCode(options.person, options.side, variantId, options.now)
  const drawn = sharp(Buffer.from(sampleCardSvg(code, variantId)))
  const picture =
    variantId === 'border'
      ? drawn.extract({ left: 70, top: 0, width: cardWidth - 70, height: cardHeight })
      : variantId === 'copy'
        ? drawn.greyscale()
        : drawn
  return options.format === 'jpeg'
    ? picture.flatten({ background: '#ffffff' }).jpeg({ quality: 88 }).toBuffer()
    : picture.png().toBuffer()
}

/** What a sample card of this person says in its code. */
export function sampleCardCode(
  person: { name: string; idNumber: string },
  side: CardSide,
  variantId: SampleVariantId,
  now: Date,
): SampleCardCode {
  const variant: Variant | undefined = sampleVariants.find(({ id }) => id === variantId)
  const marks = {
    ...(variant?.warn === undefined ? {} : { warn: variant.warn }),
    ...(variant?.quality === undefined ? {} : { quality: variant.quality }),
    ...(variant?.unreadable === undefined ? {} : { unreadable: variant.unreadable }),
  }
  const { address, authority } = samplePlace(person.idNumber)
  if (side === 'front')
    return { side, name: person.name, idNumber: person.idNumber, nation: '汉', address, ...marks }
  return { side, authority, ...validity(person.idNumber, variantId, now), ...marks }
}

/** Cards are given for 5 years under 16, 10 to 25, 20 to 45 and without end after that (Resident ID Card Law, art. 5). */
function validity(
  idNumber: string,
  variantId: SampleVariantId,
  now: Date,
): { validFrom: string; validTo: string } {
  const year = now.getUTCFullYear()
  if (variantId === 'expired') return { validFrom: `${year - 11}-03-16`, validTo: `${year - 1}-03-16` }
  if (variantId === 'bad-date') return { validFrom: `${year - 1}-03-16`, validTo: `${year - 2}-03-16` }
  const from = year - 2
  const age = from - Number(idNumber.slice(6, 10))
  const validFrom = `${from}-03-16`
  if (age >= 46) return { validFrom, validTo: 'long-term' }
  const years = age < 16 ? 5 : age < 26 ? 10 : 20
  return { validFrom, validTo: `${from + years}-03-16` }
}

/**
 * Finds and reads the code of a sample card in any photo.
 * @returns undefined when there is no sample card in it, 'not-an-image' when the bytes are no picture
 */
export async function readSampleCard(image: Buffer): Promise<SampleCardCode | 'not-an-image' | undefined> {
  const found = await readQr(image)
  if (found === undefined || found === 'not-an-image') return found
  try {
    return ZSampleCardCode.safeParse(JSON.parse(found.text)).data
  } catch {
    return undefined
  }
}
