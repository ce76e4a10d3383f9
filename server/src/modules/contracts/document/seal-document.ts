import { PDFDocument, type PDFPage } from 'pdf-lib'
import { formatExact } from '@linggong/shared/time'
import type { PartyRole, SigningField, SigningManner } from '../models.ts'
import { embedFonts } from './fonts.ts'
import { area, leading, paper, styles } from './page-style.ts'
import { createPainter, faint, measureIn, rule, type Painter } from './paint.ts'
import { breakLines } from './break-lines.ts'
import { datePlace } from './signature-block.ts'

export interface SignedParty {
  role: PartyRole
  name: string
  manner: SigningManner
  /** How the signer showed who they are, in words. */
  proof: string
  at: Date
  /** PNG of the handwriting or the seal. */
  image: Buffer | null
}

export interface SignedContract {
  title: string
  number: string
  /** SHA-256 of `document`, hexadecimal. */
  documentHash: string
  document: Buffer
  fields: readonly SigningField[]
  parties: readonly SignedParty[]
  completedAt: Date
}

/** A company's round seal has 42 mm; points. */
const sealSize = 119
const mannerWords: Record<SigningManner, string> = {
  handwritten: '手写签名',
  seal: '电子签章',
  automatic: '电子签章（按预先授权自动加盖）',
  silent: '静默签署（按预先授权签署）',
}
const roleWords: Record<PartyRole, string> = {
  provider: '服务商',
  worker: '自由职业者',
  enterprise: '用工企业',
}

function writtenDay(at: Date): string {
  const [year, month, day] = formatExact(at).slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** Places a signature: a seal lies over the date, as it is pressed on paper; handwriting stands above it. */
async function drawSignature(
  { doc, page, painter }: { doc: PDFDocument; page: PDFPage; painter: Painter },
  { x, y, width, height }: SigningField,
  { role, name, image, at }: SignedParty,
): Promise<void> {
  const date = { x: x + datePlace.indent, y: y + datePlace.rise }
  painter.text(page, writtenDay(at), date, styles.body)
  if (!image) {
    painter.text(page, name, { x: x + 40, y: y + 60 }, { ...styles.body, size: 20 })
    return
  }
  const picture = await doc.embedPng(image)
  if (role !== 'worker') {
    const left = x + Math.min(96, width - sealSize)
    page.drawImage(picture, { x: left, y: y - 4, width: sealSize, height: sealSize, opacity: 0.88 })
    return
  }
  const box = { width: width - 40, height: Math.min(height * 0.46, 84) }
  const { width: w, height: h } = picture.scaleToFit(box.width, box.height)
  page.drawImage(picture, { x: x + 20, y: y + 28 + (box.height - h) / 2, width: w, height: h })
}

/** Rows of label and value; a long value goes on below. Answers the base line after the last row. */
function drawRows(
  painter: Painter,
  page: PDFPage,
  rows: readonly (readonly [string, string])[],
  top: number,
): number {
  const labelWidth = 108
  let y = top
  for (const [label, value] of rows) {
    painter.text(page, label, { x: area.left, y }, { ...styles.body, size: 11, color: faint })
    const style = { ...styles.body, size: 11 }
    const lines = breakLines(value, {
      width: (area.width - labelWidth) / style.size,
      ragged: true,
      measure: measureIn(style),
    })
    for (const line of lines) {
      painter.line(page, line, { x: area.left + labelWidth, y }, style)
      y -= leading
    }
  }
  return y
}

/** The last page: what was signed, by whom, how and when. */
function drawRecord(doc: PDFDocument, painter: Painter, contract: SignedContract): void {
  const page = doc.addPage([paper.width, paper.height])
  const middle = (area.left + area.right) / 2
  painter.text(
    page,
    '签署记录',
    { x: middle, y: area.top - 22, align: 'centre' },
    { weight: 'bold', size: 20 },
  )
  let y = drawRows(
    painter,
    page,
    [
      ['合同名称', contract.title],
      ['合同编号', contract.number],
      ['签署文件指纹', contract.documentHash.match(/.{8}/g)?.join(' ') ?? ''],
      ['完成时间', `${formatExact(contract.completedAt)}（北京时间）`],
    ],
    area.top - 68,
  )
  contract.parties.forEach(({ role, name, manner, proof, at }) => {
    page.drawLine({
      start: { x: area.left, y: y + 4 },
      end: { x: area.right, y: y + 4 },
      thickness: 0.5,
      color: rule,
    })
    y = drawRows(
      painter,
      page,
      [
        [roleWords[role], name],
        ['签署方式', mannerWords[manner]],
        ['身份核验', proof],
        ['签署时间', `${formatExact(at)}（北京时间）`],
      ],
      y - 18,
    )
  })
  const note =
    '本页由灵工台在各方签署完成后生成，附于合同之后。签署文件指纹是各方签署前阅读的文件的 SHA-256 摘要；合同正文改动任何一处，指纹都会不同。'
  const style = { ...styles.small, color: faint }
  breakLines(note, { width: area.width / style.size, measure: measureIn(style) }).forEach((line, index) =>
    painter.line(page, line, { x: area.left, y: y - 12 - index * 15 }, style),
  )
  painter.text(page, `合同编号：${contract.number}`, { x: middle, y: 42, align: 'centre' }, style)
}

/**
 * The signed contract: the document that was read, with every signature in its place and date, and a page that
 * records the signing.
 */
export async function sealDocument(contract: SignedContract): Promise<Buffer> {
  const doc = await PDFDocument.load(contract.document, { updateMetadata: false })
  const painter = createPainter(doc, await embedFonts(doc))
  for (const field of contract.fields) {
    const party = contract.parties.find(({ role }) => role === field.role)
    if (party) await drawSignature({ doc, page: doc.getPage(field.page), painter }, field, party)
  }
  drawRecord(doc, painter, contract)
  doc.setModificationDate(contract.completedAt)
  return Buffer.from(await doc.save())
}
