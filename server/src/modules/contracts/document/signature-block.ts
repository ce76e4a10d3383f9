import type { PDFPage } from 'pdf-lib'
import type { PartyRole, SigningField } from '../models.ts'
import { breakLines } from './break-lines.ts'
import type { FlowBlock } from './flow.ts'
import { area, styles } from './page-style.ts'
import { faint, measureIn, rule, type Painter } from './paint.ts'

/** A party as the document names it. */
export interface NamedParty {
  role: PartyRole
  /** 甲方（服务商） */
  title: string
  name: string
}

const gutter = 28
const columnWidth = (area.width - gutter) / 2
const rowHeight = 20
const nameRows = 2
const signingHeight = 92
const blockHeight = 34 + rowHeight * (1 + nameRows) + signingHeight + 24

/** Base line of the date above the field's lower edge, and where its text begins. */
export const datePlace = { rise: 6, indent: 57 }

function drawParty(
  page: PDFPage,
  painter: Painter,
  { role, title, name }: NamedParty,
  { left, top }: { left: number; top: number },
): Omit<SigningField, 'page' | 'role'> {
  const { body, strong, small } = styles
  painter.text(page, title, { x: left, y: top - 14 }, strong)
  const lines = breakLines(name, {
    width: columnWidth / body.size,
    ragged: true,
    measure: measureIn(body),
  })
  lines
    .slice(0, nameRows)
    .forEach((line, index) =>
      painter.line(page, line, { x: left, y: top - 14 - rowHeight * (index + 1) }, body),
    )
  const bottom = top - rowHeight * (1 + nameRows) - signingHeight - 24
  painter.text(
    page,
    role === 'worker' ? '（本人签字）' : '（盖章）',
    { x: left, y: top - 14 - rowHeight * (lines.length > 1 ? 3 : 2) },
    { ...small, color: faint },
  )
  painter.text(page, '签署日期：', { x: left, y: bottom + datePlace.rise }, body)
  return {
    x: left,
    y: bottom,
    width: columnWidth,
    height: top - bottom,
  }
}

/**
 * Where the parties sign, side by side and never cut. `place` is told the page and the field of each party when
 * the block is set.
 */
export function signatureBlock(
  painter: Painter,
  { title, parties }: { title: string; parties: readonly [NamedParty, NamedParty] },
  place: (page: PDFPage, field: Omit<SigningField, 'page'>) => void,
): FlowBlock {
  return {
    before: 26,
    whole: true,
    strips: [
      {
        height: blockHeight,
        draw(page, y) {
          const alone = y === area.top
          painter.text(
            page,
            alone ? `（本页无正文，为《${title}》签署页）` : '（以下无正文，为签署栏）',
            { x: (area.left + area.right) / 2, y: y - 10, align: 'centre' },
            { ...styles.small, color: faint },
          )
          page.drawLine({
            start: { x: area.left, y: y - 20 },
            end: { x: area.right, y: y - 20 },
            thickness: 0.5,
            color: rule,
          })
          parties.forEach((party, index) => {
            const left = area.left + index * (columnWidth + gutter)
            const box = drawParty(page, painter, party, { left, top: y - 34 })
            place(page, { role: party.role, ...box })
          })
        },
      },
    ],
  }
}
