export interface Point {
  /** 0 to 1 of the pad's width and height, so that turning the phone keeps the strokes. */
  x: number
  y: number
}
export type Stroke = readonly Point[]

export interface Signature {
  strokes: readonly Stroke[]
  /** Being drawn now. */
  current: Stroke | null
}

export const emptySignature: Signature = { strokes: [], current: null }

/** A finger or pen touches the pad; a stroke that was never lifted is kept. */
export function beginStroke(signature: Signature, point: Point): Signature {
  return { strokes: endStroke(signature).strokes, current: [point] }
}

/** The finger moves; ignored when none is down. */
export function extendStroke(signature: Signature, point: Point): Signature {
  if (!signature.current) return signature
  return { ...signature, current: [...signature.current, point] }
}

/** The finger lifts. */
export function endStroke(signature: Signature): Signature {
  if (!signature.current) return signature
  return { strokes: [...signature.strokes, signature.current], current: null }
}

/** Takes the last stroke back. */
export function undoStroke(signature: Signature): Signature {
  return { strokes: signature.strokes.slice(0, -1), current: null }
}

/** Fewest points of handwriting: less is a slip of the finger. */
const fewestPoints = 8

/** True once there is enough on the pad to be a name. */
export function isWritten(signature: Signature): boolean {
  return signature.strokes.reduce((sum, stroke) => sum + stroke.length, 0) >= fewestPoints
}

interface Pen {
  lineWidth: number
  lineCap: CanvasLineCap
  lineJoin: CanvasLineJoin
  strokeStyle: string | CanvasGradient | CanvasPattern
  clearRect(x: number, y: number, width: number, height: number): void
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  quadraticCurveTo(cpx: number, cpy: number, x: number, y: number): void
  stroke(): void
}

/** Draws the whole signature anew on a transparent ground of the given size in pixels. */
export function drawSignature(pen: Pen, signature: Signature, size: { width: number; height: number }): void {
  pen.clearRect(0, 0, size.width, size.height)
  pen.lineWidth = Math.max(3, size.height / 60)
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.strokeStyle = '#16130f'
  const strokes = signature.current ? [...signature.strokes, signature.current] : signature.strokes
  for (const stroke of strokes) drawStroke(pen, stroke, size)
}

function drawStroke(pen: Pen, stroke: Stroke, { width, height }: { width: number; height: number }): void {
  const [first, ...rest] = stroke.map((point) => ({ x: point.x * width, y: point.y * height }))
  if (!first) return
  pen.beginPath()
  pen.moveTo(first.x, first.y)
  if (rest.length === 0) pen.lineTo(first.x + 0.1, first.y + 0.1)
  rest.forEach((point, index) => {
    const next = rest[index + 1]
    if (next) pen.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2)
    else pen.lineTo(point.x, point.y)
  })
  pen.stroke()
}
