import type { PDFDocument, PDFPage } from 'pdf-lib'
import { area, paper } from './page-style.ts'

/** One line of a block; `y` is the top of its strip. */
export interface Strip {
  height: number
  draw(page: PDFPage, y: number): void
}

export interface FlowBlock {
  strips: Strip[]
  /** Blank above, not at the top of a page; points. */
  before: number
  /** Never the last on a page: its next block's beginning comes along. */
  keepWithNext?: boolean
  /** Never cut. */
  whole?: boolean
}

const fewest = 2

function heightOf(strips: readonly Strip[]): number {
  return strips.reduce((sum, { height }) => sum + height, 0)
}

/** Strips of a block that go onto the page with `room` points left: all, none, or so many that neither part is a single line. */
function fitting({ strips, whole }: FlowBlock, room: number): number {
  let count = 0
  let used = 0
  for (const { height } of strips) {
    if (used + height > room + 1e-6) break
    used += height
    count += 1
  }
  if (count === strips.length) return count
  if (whole) return 0
  if (strips.length - count < fewest) count = strips.length - fewest
  return count < fewest ? 0 : count
}

/** Least height that a block needs on a page to begin there, with what must follow it. */
function beginning(blocks: readonly FlowBlock[], index: number): number {
  const block = blocks[index]
  if (!block) return 0
  if (block.keepWithNext) {
    return heightOf(block.strips) + (blocks[index + 1]?.before ?? 0) + beginning(blocks, index + 1)
  }
  return heightOf(
    block.whole || block.strips.length <= fewest + 1 ? block.strips : block.strips.slice(0, fewest),
  )
}

/** Sets blocks onto new pages of the document, from the top of the type area to its bottom. */
export function flow(doc: PDFDocument, blocks: readonly FlowBlock[]): PDFPage[] {
  const pages: PDFPage[] = []
  let page = doc.addPage([paper.width, paper.height])
  let y = area.top
  pages.push(page)

  function turn(): void {
    page = doc.addPage([paper.width, paper.height])
    pages.push(page)
    y = area.top
  }

  blocks.forEach((block, index) => {
    const atTop = y === area.top
    if (!atTop && y - block.before - beginning(blocks, index) < area.bottom - 1e-6) turn()
    if (y !== area.top) y -= block.before
    let rest = block
    for (;;) {
      const count = fitting(rest, y - area.bottom)
      const placed = count === 0 && y === area.top ? rest.strips.length : count
      for (const strip of rest.strips.slice(0, placed)) {
        strip.draw(page, y)
        y -= strip.height
      }
      if (placed === rest.strips.length) return
      rest = { ...rest, strips: rest.strips.slice(placed) }
      turn()
    }
  })
  return pages
}
