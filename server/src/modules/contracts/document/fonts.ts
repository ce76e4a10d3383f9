import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fontkit, { type Font } from '@pdf-lib/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'

export const weights = ['regular', 'bold'] as const
export type Weight = (typeof weights)[number]

const files: Record<Weight, string> = {
  regular: '400Regular/NotoSansSC_400Regular.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
}

interface LoadedFont {
  bytes: Buffer
  font: Font
  widths: Map<string, number>
}

const loaded = new Map<Weight, LoadedFont>()

/** A bundled font, parsed once in a process. */
function load(weight: Weight): LoadedFont {
  const known = loaded.get(weight)
  if (known) return known
  const file = createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${files[weight]}`)
  const bytes = readFileSync(file)
  const fresh = { bytes, font: fontkit.create(bytes), widths: new Map<string, number>() }
  loaded.set(weight, fresh)
  return fresh
}

/** Width of a character, em. */
export function widthOf(weight: Weight, character: string): number {
  const { font, widths } = load(weight)
  const known = widths.get(character)
  if (known !== undefined) return known
  const width = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm
  widths.set(character, width)
  return width
}

/** Characters that the font cannot show. */
export function missingCharacters(text: string): string[] {
  const { font } = load('regular')
  return [...new Set(text)].filter(
    (character) => !/\s/.test(character) && !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  )
}

/** The parts of fontkit's subset that `aligned` needs. */
interface GlyphSubset {
  glyf: Uint8Array[]
  offset: number
  _addGlyph(glyphId: number): number
}

/**
 * A subset below 128 KB keeps its glyphs' places as halves of their offsets (OpenType, table loca), but fontkit does
 * not align the glyphs: every glyph after an odd one would be lost. Fills each up to a multiple of four bytes.
 */
function aligned(subset: GlyphSubset): GlyphSubset {
  const add = subset._addGlyph.bind(subset)
  subset._addGlyph = (glyphId) => {
    const index = add(glyphId)
    const missing = (4 - (subset.offset % 4)) % 4
    const glyph = subset.glyf[index]
    if (glyph && missing > 0) {
      // fontkit carries its own Buffer and knows one by this mark.
      subset.glyf[index] = Object.assign(Buffer.concat([glyph, Buffer.alloc(missing)]), { _isBuffer: true })
      subset.offset += missing
    }
    return index
  }
  return subset
}

/** The parsed font as pdf-lib takes it, with aligned subsets. */
function forPdf(font: Font): Font {
  return Object.assign(Object.create(font) as Font, {
    createSubset: () => aligned(font.createSubset() as unknown as GlyphSubset),
  })
}

/** Embeds the fonts into a document; only the characters used are kept. */
export async function embedFonts(doc: PDFDocument): Promise<Record<Weight, PDFFont>> {
  const parsed = (bytes: Uint8Array): Font => {
    const weight = weights.find((name) => load(name).bytes === bytes)
    if (!weight) throw new Error('only the bundled fonts are embedded')
    return forPdf(load(weight).font)
  }
  doc.registerFontkit({ create: parsed } as Parameters<PDFDocument['registerFontkit']>[0])
  const embed = (weight: Weight): Promise<PDFFont> =>
    doc.embedFont(load(weight).bytes, { subset: true, features: { liga: false, kern: false } })
  return { regular: await embed('regular'), bold: await embed('bold') }
}
