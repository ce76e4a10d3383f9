/** Characters of a line with the space, in em, that follows each; negative where punctuation is set closer. */
export interface Line {
  glyphs: { text: string; gap: number }[]
  /** Em by which the line begins left of its edge: the blank half of an opening bracket. */
  hang: number
}

export interface Measure {
  /** Width of one character, em. */
  (character: string): number
}

const opening = '（「『《〈【〔［｛“‘'
const closing = '）」』》〉】〕］｝”’'
const pause = '，。、；：'
/** May not begin a line (GB/T 15834, CLREQ 行首禁则). */
const notFirst = new Set(`${closing}${pause}？！％%‰℃…—～·)]}>,.;:?!`)
/** May not end a line (行尾禁则). */
const notLast = new Set(`${opening}([{<￥$№`)
/** Stays with the digits before it. */
const units = new Set('年月日时分秒元角条款项章页份人天个次%％')

const half = 0.5
const latinGap = 0.2
const smallestShrink = 0.25
const widestStretch = 0.3
/** A paragraph's last line has at least so many characters (孤字不成行). */
const shortestLast = 3

function isHan(character: string): boolean {
  return /\p{Script=Han}/u.test(character)
}

function isLatin(character: string): boolean {
  return /[A-Za-z0-9%]/.test(character)
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\u3000'
}

/** Sequences that no line may cut, in order; a run of ASCII is one. */
export function unbreakable(text: string): string[] {
  return joinMarks(text.match(/[\u0021-\u007e\u00c0-\u024f]+|[\s\S]/gu) ?? [])
}

/** Puts the marks to what they belong to, and units to their number. */
function joinMarks(parts: readonly string[]): string[] {
  const joined: string[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    const last = before === undefined ? undefined : [...before].at(-1)
    const first = [...part][0] ?? ''
    const stays =
      last !== undefined &&
      !isSpace(last) &&
      !isSpace(first) &&
      (notFirst.has(first) || notLast.has(last) || (/\d/.test(last) && units.has(first)))
    if (stays) joined[joined.length - 1] = `${before}${part}`
    else joined.push(part)
  }
  return joined
}

/** Space between two neighbours at rest, em: half-width between punctuation marks, a little between Han and Latin. */
function restingGap(left: string, right: string, measure: Measure): number {
  const leftEnds = (closing.includes(left) || pause.includes(left)) && measure(left) === 1
  const rightOpens = opening.includes(right) && measure(right) === 1
  const rightEnds = closing.includes(right) || pause.includes(right)
  if (leftEnds && (rightEnds || opening.includes(right))) return -half
  if (opening.includes(left) && rightOpens) return -half
  if ((isHan(left) && isLatin(right)) || (isLatin(left) && isHan(right))) return latinGap
  return 0
}

/** How much closer two neighbours may come when a line is a little too long, em. */
function shrinkable(left: string, right: string, measure: Measure): number {
  if (restingGap(left, right, measure) !== 0) return isHan(left) || isHan(right) ? latinGap / 2 : 0
  const blankRight = (closing.includes(left) || pause.includes(left)) && measure(left) === 1
  const blankLeft = opening.includes(right) && measure(right) === 1
  return blankRight || blankLeft ? smallestShrink : 0
}

/** Whether a justified line may grow between two neighbours. */
function stretches(left: string, right: string): boolean {
  const latin = (character: string): boolean => /[\u0021-\u007e\u00c0-\u024f]/.test(character)
  return !(latin(left) && latin(right))
}

interface Extent {
  /** Em at rest, without the blank half of the last mark and the first bracket. */
  width: number
  shrink: number
  gaps: number
  hang: number
}

function extentOf(characters: readonly string[], measure: Measure): Extent {
  const [first = '', last = ''] = [characters[0], characters.at(-1)]
  const hang = opening.includes(first) && measure(first) === 1 ? half : 0
  const trail = (closing.includes(last) || pause.includes(last)) && measure(last) === 1 ? half : 0
  const extent: Extent = { width: -hang - trail, shrink: 0, gaps: 0, hang }
  characters.forEach((character, index) => {
    extent.width += measure(character)
    const next = characters[index + 1]
    if (next === undefined) return
    extent.width += restingGap(character, next, measure)
    extent.shrink += shrinkable(character, next, measure)
    if (stretches(character, next)) extent.gaps += 1
  })
  return extent
}

function trimmed(characters: readonly string[]): string[] {
  const kept = [...characters]
  while (kept.length > 0 && isSpace(kept[0] ?? '')) kept.shift()
  while (kept.length > 0 && isSpace(kept.at(-1) ?? '')) kept.pop()
  return kept
}

/** Sets a line to its width: closer at punctuation when it is too long, wider everywhere when it is justified. */
function setLine(row: readonly string[], width: number, measure: Measure, justified: boolean): Line {
  const characters = trimmed([...row.join('')])
  const extent = extentOf(characters, measure)
  const slack = width - extent.width
  const tighten = slack < 0 && extent.shrink > 0 ? Math.min(-slack / extent.shrink, 1) : 0
  const widen = slack > 0 && justified && extent.gaps > 0 ? Math.min(slack / extent.gaps, widestStretch) : 0
  const glyphs = characters.map((text, index) => {
    const next = characters[index + 1]
    if (next === undefined) return { text, gap: 0 }
    const gap =
      restingGap(text, next, measure) -
      tighten * shrinkable(text, next, measure) +
      (stretches(text, next) ? widen : 0)
    return { text, gap }
  })
  return { glyphs, hang: extent.hang }
}

/** Cuts what is longer than a whole line, as a hash is, into characters with their marks. */
function cutLong(parts: string[], width: number, measure: Measure): string[] {
  const isLong = (part: string): boolean => extentOf([...part], measure).width > width
  return parts.flatMap((part) =>
    isLong(part) ? joinMarks([...part]).flatMap((piece) => (isLong(piece) ? [...piece] : [piece])) : [part],
  )
}

/**
 * Breaks a paragraph into lines by the rules of Chinese typesetting: no mark stands where it may not, neighbouring
 * marks share their blank, lines are justified, and no single character stands alone on the last line.
 * @param width of every line, em; `indent` shortens the first one; `ragged` leaves the right edge as it comes
 */
export function breakLines(
  text: string,
  {
    width,
    indent = 0,
    ragged = false,
    measure,
  }: { width: number; indent?: number; ragged?: boolean; measure: Measure },
): Line[] {
  const rows: string[][] = [[]]
  const widthOf = (row: number): number => (row === 0 ? width - indent : width)
  for (const part of cutLong(unbreakable(text), width - indent, measure)) {
    const row = rows.at(-1) ?? []
    const { width: needed, shrink } = extentOf(trimmed([...row.join(''), ...part]), measure)
    const fits = needed - shrink <= widthOf(rows.length - 1) + 1e-6
    if (fits || row.length === 0) row.push(part)
    else rows.push(isSpace(part) ? [] : [part])
  }
  fillLastRow(rows)
  return rows.map((row, index) => setLine(row, widthOf(index), measure, !ragged && index < rows.length - 1))
}

/** A short text as one line that is neither broken nor justified. */
export function singleLine(text: string, measure: Measure): Line {
  return setLine([text], Number.POSITIVE_INFINITY, measure, false)
}

/** Moves the end of the last but one line down while the last one is too short. */
function fillLastRow(rows: string[][]): void {
  const [last, before] = [rows.at(-1), rows.at(-2)]
  if (!last || !before) return
  while ([...last.join('')].length < shortestLast && before.length > shortestLast) {
    const moved = before.pop()
    if (moved !== undefined) last.unshift(moved)
  }
}

/** Width of one set line, em. */
export function lineWidth({ glyphs, hang }: Line, measure: Measure): number {
  return glyphs.reduce((sum, { text, gap }) => sum + measure(text) + gap, -hang)
}
