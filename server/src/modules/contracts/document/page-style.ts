import type { TextStyle } from './paint.ts'

/** A4 with a type area of 40 characters of the body's size; points. */
export const paper = { width: 595.28, height: 841.89 }
const bodySize = 12
export const columns = 40
export const area = {
  width: columns * bodySize,
  left: (paper.width - columns * bodySize) / 2,
  right: (paper.width + columns * bodySize) / 2,
  top: paper.height - 84,
  bottom: 76,
}
export const headerLine = paper.height - 52
export const footerLine = 42

/** 小四 on 21 points, as contracts are commonly set. */
export const leading = 21
export const styles = {
  title: { weight: 'bold', size: 22 },
  heading: { weight: 'bold', size: 12.5 },
  body: { weight: 'regular', size: bodySize },
  strong: { weight: 'bold', size: bodySize },
  small: { weight: 'regular', size: 9 },
} as const satisfies Record<string, TextStyle>
