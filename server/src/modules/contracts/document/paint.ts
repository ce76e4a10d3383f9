import {
  beginText,
  endText,
  PDFArray,
  PDFHexString,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  rgb,
  setFillingColor,
  setFontAndSize,
  setTextMatrix,
  type Color,
  type PDFDocument,
  type PDFFont,
  type PDFName,
  type PDFPage,
} from 'pdf-lib'
import { lineWidth, singleLine, type Line, type Measure } from './break-lines.ts'
import { widthOf, type Weight } from './fonts.ts'

export const ink = rgb(0.1, 0.1, 0.1)
export const faint = rgb(0.42, 0.42, 0.42)
export const rule = rgb(0.78, 0.78, 0.78)

export interface TextStyle {
  weight: Weight
  /** Points. */
  size: number
  color?: Color
}

type Align = 'left' | 'right' | 'centre'

/** Writes set lines onto pages of one document. */
export interface Painter {
  /** One set line; `x` is its left edge, `y` its base line, points. */
  line(page: PDFPage, line: Line, at: { x: number; y: number }, style: TextStyle): void
  /** A short text in one piece; `x` is its left edge, right edge or middle. */
  text(page: PDFPage, text: string, at: { x: number; y: number; align?: Align }, style: TextStyle): void
}

export function measureIn({ weight }: TextStyle): Measure {
  return (character) => widthOf(weight, character)
}

/** Width of a text in one piece, points. */
export function textWidth(text: string, style: TextStyle): number {
  const measure = measureIn(style)
  return lineWidth(singleLine(text, measure), measure) * style.size
}

export function createPainter(doc: PDFDocument, fonts: Record<Weight, PDFFont>): Painter {
  const codes = new Map<string, string>()
  const keys = new Map<PDFPage, Partial<Record<Weight, PDFName>>>()

  function codeOf(weight: Weight, character: string): string {
    const key = `${weight}${character}`
    const known = codes.get(key)
    if (known !== undefined) return known
    const code = fonts[weight].encodeText(character).asString()
    codes.set(key, code)
    return code
  }

  function fontKey(page: PDFPage, weight: Weight): PDFName {
    const known = keys.get(page) ?? {}
    keys.set(page, known)
    known[weight] ??= page.node.newFontDictionary(fonts[weight].name, fonts[weight].ref)
    return known[weight]
  }

  /** The TJ operand: codes in one string as long as nothing stands between them. */
  function shown(line: Line, weight: Weight): PDFArray {
    const operand = PDFArray.withContext(doc.context)
    let run = ''
    for (const { text, gap } of line.glyphs) {
      run += codeOf(weight, text)
      const thousandths = Math.round(-gap * 1000)
      if (thousandths === 0) continue
      operand.push(PDFHexString.of(run))
      operand.push(PDFNumber.of(thousandths))
      run = ''
    }
    if (run) operand.push(PDFHexString.of(run))
    return operand
  }

  const painter: Painter = {
    line(page, line, { x, y }, { weight, size, color = ink }) {
      page.pushOperators(
        beginText(),
        setFillingColor(color),
        setFontAndSize(fontKey(page, weight), size),
        setTextMatrix(1, 0, 0, 1, x - line.hang * size, y),
        PDFOperator.of(PDFOperatorNames.ShowTextAdjusted, [shown(line, weight)]),
        endText(),
      )
    },
    text(page, text, { x, y, align = 'left' }, style) {
      const line = singleLine(text, measureIn(style))
      const width = textWidth(text, style)
      const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2
      painter.line(page, line, { x: left, y }, style)
    },
  }
  return painter
}
