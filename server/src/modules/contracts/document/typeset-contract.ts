import { PDFDocument, type PDFPage } from 'pdf-lib'
import type { EnvelopeKind, PartyRole, SigningField } from '../models.ts'
import { breakLines, type Line } from './break-lines.ts'
import { flow, type FlowBlock } from './flow.ts'
import { embedFonts } from './fonts.ts'
import { area, footerLine, headerLine, leading, styles } from './page-style.ts'
import { createPainter, faint, measureIn, rule, textWidth, type Painter, type TextStyle } from './paint.ts'
import { signatureBlock, type NamedParty } from './signature-block.ts'
import { readBlocks, type Block } from './template-text.ts'

export interface ContractText {
  kind: EnvelopeKind
  number: string
  title: string
  /** With all values filled in. */
  text: string
  names: Partial<Record<PartyRole, string>>
  madeAt: Date
}

/** Who is 甲方 and who 乙方 in contracts of a kind, in the order in which they stand. */
const sides: Record<EnvelopeKind, readonly [PartyRole, PartyRole]> = {
  'worker-provider': ['provider', 'worker'],
  'enterprise-provider': ['enterprise', 'provider'],
}
const roleNames: Record<PartyRole, string> = {
  provider: '服务商',
  worker: '自由职业者',
  enterprise: '用工企业',
}

function namedParties({ kind, names }: ContractText): [NamedParty, NamedParty] {
  const [first, second] = sides[kind]
  const named = (role: PartyRole, side: string): NamedParty => ({
    role,
    title: `${side}（${roleNames[role]}）`,
    name: names[role] ?? '',
  })
  return [named(first, '甲方'), named(second, '乙方')]
}

/** Base line of a line of text in a strip of the body's leading. */
function baseLine(y: number, size: number): number {
  return y - (leading + size * 0.76) / 2
}

function linesOf(text: string, style: TextStyle, width: number, indent = 0): Line[] {
  return breakLines(text, { width: width / style.size, indent, measure: measureIn(style) })
}

/** Turns the parts of a text into blocks of lines. */
function setBlock(
  block: Block,
  previous: Block | undefined,
  painter: Painter,
  labelWidth: number,
): FlowBlock {
  const { body, heading } = styles
  const plain = (lines: Line[], left: (index: number) => number, style: TextStyle): FlowBlock['strips'] =>
    lines.map((line, index) => ({
      height: leading,
      draw: (page: PDFPage, y: number) =>
        painter.line(page, line, { x: left(index), y: baseLine(y, style.size) }, style),
    }))
  switch (block.kind) {
    case 'heading':
      return {
        before: 13,
        keepWithNext: true,
        strips: plain(linesOf(block.text, heading, area.width), () => area.left, heading),
      }
    case 'clause': {
      const hanging = textWidth('10.10', body) + 8
      const strips = plain(linesOf(block.text, body, area.width - hanging), () => area.left + hanging, body)
      const [first] = strips
      if (first) {
        const { draw } = first
        first.draw = (page, y) => {
          painter.text(page, block.number, { x: area.left, y: baseLine(y, body.size) }, body)
          draw(page, y)
        }
      }
      return { before: previous?.kind === 'heading' ? 4 : 3, strips }
    }
    case 'fact': {
      const strips = plain(
        linesOf(block.value, body, area.width - labelWidth),
        () => area.left + labelWidth,
        body,
      )
      const [first] = strips
      if (first) {
        const { draw } = first
        first.draw = (page, y) => {
          painter.text(page, `${block.label}：`, { x: area.left, y: baseLine(y, body.size) }, body)
          draw(page, y)
        }
      }
      const newParty = /^[甲乙丙丁]方/.test(block.label)
      return { before: newParty && previous?.kind === 'fact' ? 9 : 0, strips, whole: true }
    }
    case 'paragraph':
      return {
        before: previous?.kind === 'fact' ? 14 : 4,
        strips: plain(
          linesOf(block.text, body, area.width, 2),
          (index) => area.left + (index === 0 ? 2 * body.size : 0),
          body,
        ),
      }
  }
}

/** The title in the middle, with the number below it. */
function titleBlock(painter: Painter, { title, number }: ContractText): FlowBlock {
  const { title: style, small } = styles
  const middle = (area.left + area.right) / 2
  const lines = linesOf(title, style, area.width - 4 * style.size)
  return {
    before: 0,
    whole: true,
    strips: [
      ...lines.map((line) => ({
        height: 34,
        draw: (page: PDFPage, y: number) =>
          painter.text(
            page,
            line.glyphs.map(({ text }) => text).join(''),
            { x: middle, y: y - 22, align: 'centre' },
            style,
          ),
      })),
      {
        height: 44,
        draw: (page: PDFPage, y: number) =>
          painter.text(
            page,
            `合同编号：${number}`,
            { x: middle, y: y - 12, align: 'centre' },
            { ...small, size: 10.5, color: faint },
          ),
      },
    ],
  }
}

function drawMargins(painter: Painter, pages: readonly PDFPage[], { title, number }: ContractText): void {
  const style = { ...styles.small, color: faint }
  pages.forEach((page, index) => {
    if (index > 0) {
      painter.text(page, title, { x: area.left, y: headerLine }, style)
      painter.text(page, `合同编号：${number}`, { x: area.right, y: headerLine, align: 'right' }, style)
      page.drawLine({
        start: { x: area.left, y: headerLine - 7 },
        end: { x: area.right, y: headerLine - 7 },
        thickness: 0.5,
        color: rule,
      })
    }
    painter.text(
      page,
      `第 ${index + 1} 页，共 ${pages.length} 页`,
      { x: (area.left + area.right) / 2, y: footerLine, align: 'centre' },
      style,
    )
  })
}

/**
 * Sets a contract on A4 pages with numbers, running heads and a block to sign in.
 * @returns the PDF and where each party signs
 */
export async function typesetContract(
  contract: ContractText,
): Promise<{ content: Buffer; fields: SigningField[] }> {
  const doc = await PDFDocument.create()
  const painter = createPainter(doc, await embedFonts(doc))
  const blocks = readBlocks(contract.text)
  const labels = blocks.flatMap((block) => (block.kind === 'fact' ? [`${block.label}：`] : []))
  const labelWidth = Math.max(...labels.map((label) => textWidth(label, styles.body)), 0) + 4
  const placed: { page: PDFPage; field: Omit<SigningField, 'page'> }[] = []
  const pages = flow(doc, [
    titleBlock(painter, contract),
    ...blocks.map((block, index) => setBlock(block, blocks[index - 1], painter, labelWidth)),
    signatureBlock(
      painter,
      { title: contract.title, parties: namedParties(contract) },
      (page, field) => void placed.push({ page, field }),
    ),
  ])
  drawMargins(painter, pages, contract)

  doc.setTitle(`${contract.title} ${contract.number}`)
  doc.setSubject(contract.number)
  doc.setCreator('灵工台')
  doc.setProducer('灵工台')
  doc.setLanguage('zh-CN')
  doc.setCreationDate(contract.madeAt)
  doc.setModificationDate(contract.madeAt)
  return {
    content: Buffer.from(await doc.save()),
    fields: placed.map(({ page, field }) => ({ ...field, page: pages.indexOf(page) })),
  }
}
