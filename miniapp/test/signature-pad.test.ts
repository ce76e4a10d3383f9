import { describe, expect, test } from 'vitest'
import {
  beginStroke,
  drawSignature,
  emptySignature,
  endStroke,
  extendStroke,
  isWritten,
  undoStroke,
} from '@/domain/signature-pad'
import type { Signature } from '@/domain/signature-pad'

function written(strokes: number, points: number): Signature {
  let signature = emptySignature
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    signature = beginStroke(signature, { x: 0.1, y: 0.1 * stroke })
    for (let point = 1; point < points; point += 1)
      signature = extendStroke(signature, { x: 0.1 + point / 100, y: 0.1 * stroke })
    signature = endStroke(signature)
  }
  return signature
}

describe('handwriting', () => {
  test('an empty pad and a slip of the finger are no signature', () => {
    expect(isWritten(emptySignature)).toBe(false)
    expect(isWritten(written(1, 2))).toBe(false)
  })
  test('two strokes are one', () => {
    expect(isWritten(written(2, 6))).toBe(true)
  })
  test('undo takes back the last stroke alone', () => {
    expect(undoStroke(written(3, 6)).strokes).toHaveLength(2)
    expect(undoStroke(emptySignature)).toEqual(emptySignature)
  })
  test('a finger that moves without touching leaves nothing', () => {
    expect(extendStroke(emptySignature, { x: 0.5, y: 0.5 })).toBe(emptySignature)
  })
  test('a stroke that was never lifted is kept when the next begins', () => {
    const open = beginStroke(emptySignature, { x: 0, y: 0 })
    expect(beginStroke(open, { x: 1, y: 1 }).strokes).toHaveLength(1)
  })
  test('turning the phone draws the same strokes at the new size', () => {
    const moves: [number, number][] = []
    const pen = {
      lineWidth: 0,
      lineCap: 'butt' as CanvasLineCap,
      lineJoin: 'miter' as CanvasLineJoin,
      strokeStyle: '',
      clearRect: () => undefined,
      beginPath: () => undefined,
      moveTo: (x: number, y: number) => void moves.push([x, y]),
      lineTo: () => undefined,
      quadraticCurveTo: () => undefined,
      stroke: () => undefined,
    }
    const signature = endStroke(beginStroke(emptySignature, { x: 0.5, y: 0.25 }))
    drawSignature(pen, signature, { width: 400, height: 200 })
    drawSignature(pen, signature, { width: 800, height: 100 })
    expect(moves).toEqual([
      [200, 50],
      [400, 25],
    ])
  })
})
