import { useCallback, useEffect, useRef, useState } from 'react'
import Taro, { useReady } from '@tarojs/taro'
import { Canvas, Text, View } from '@tarojs/components'
import type { CanvasTouchEvent } from '@tarojs/components'
import {
  beginStroke,
  drawSignature,
  emptySignature,
  endStroke,
  extendStroke,
  isWritten,
  undoStroke,
} from '@/domain/signature-pad'
import type { Point, Signature } from '@/domain/signature-pad'
import { aria } from '../aria'
import { findCanvas } from './find-canvas'
import type { FoundCanvas } from './find-canvas'

const canvasId = 'signature-canvas'

interface SignaturePadProps {
  /** Gives the picture as a PNG data URL with a transparent ground, or null while the pad is empty. */
  onChange: (picture: string | null) => void
}

/** Handwriting with undo and clear; turning the phone keeps what was written. */
export function SignaturePad({ onChange }: SignaturePadProps) {
  const signature = useRef<Signature>(emptySignature)
  const found = useRef<FoundCanvas | null>(null)
  const [strokes, setStrokes] = useState(0)

  const draw = useCallback(() => {
    const pad = found.current
    const pen = pad?.canvas.getContext('2d')
    if (pad && pen) drawSignature(pen, signature.current, pad.canvas)
  }, [])

  const prepare = useCallback(async () => {
    found.current = await findCanvas(canvasId)
    draw()
  }, [draw])

  const update = useCallback(
    (next: Signature) => {
      signature.current = next
      draw()
      setStrokes(next.strokes.length + (next.current ? 1 : 0))
      if (next.current) return
      onChange(isWritten(next) ? (found.current?.canvas.toDataURL('image/png') ?? null) : null)
    },
    [draw, onChange],
  )

  useReady(() => void prepare())

  useEffect(() => {
    const onResize = () => void prepare()
    Taro.onWindowResize?.(onResize)
    return () => Taro.offWindowResize?.(onResize)
  }, [prepare])

  usePointerDrawing(found, prepare, {
    begin: (point) => update(beginStroke(signature.current, point)),
    extend: (point) => update(extendStroke(signature.current, point)),
    end: () => update(endStroke(signature.current)),
  })

  const touchPoint = (event: CanvasTouchEvent): Point | null => {
    const touch = event.touches[0]
    return touch && found.current
      ? { x: touch.x / found.current.width, y: touch.y / found.current.height }
      : null
  }
  const touches =
    process.env.TARO_ENV === 'h5'
      ? {}
      : {
          onTouchStart: (event: CanvasTouchEvent) => {
            const point = touchPoint(event)
            if (point) update(beginStroke(signature.current, point))
          },
          onTouchMove: (event: CanvasTouchEvent) => {
            const point = touchPoint(event)
            if (point) update(extendStroke(signature.current, point))
          },
          onTouchEnd: () => update(endStroke(signature.current)),
          onTouchCancel: () => update(endStroke(signature.current)),
        }

  return (
    <View>
      <View className="pad" {...aria('img', { label: '签名框，请手写姓名' })}>
        <Canvas
          className="pad__canvas"
          id={canvasId}
          canvasId={canvasId}
          type="2d"
          disableScroll
          {...touches}
        />
        <View className="pad__line" />
        {strokes === 0 && (
          <View className="pad__hint">
            <Text>请在这里手写您的姓名</Text>
          </View>
        )}
      </View>
      <View className="pad__tools">
        <View
          className="text-button"
          {...aria('button', { label: '撤销一笔', disabled: strokes === 0 })}
          onClick={() => update(undoStroke(signature.current))}
        >
          撤销一笔
        </View>
        <View
          className="text-button"
          {...aria('button', { label: '清空重写', disabled: strokes === 0 })}
          onClick={() => update(emptySignature)}
        >
          清空重写
        </View>
      </View>
    </View>
  )
}

interface Drawing {
  begin: (point: Point) => void
  extend: (point: Point) => void
  end: () => void
}

/** Mouse, pen and finger in a browser. */
function usePointerDrawing(
  found: { current: FoundCanvas | null },
  prepare: () => Promise<void>,
  drawing: Drawing,
): void {
  const latest = useRef(drawing)
  useEffect(() => {
    latest.current = drawing
  })

  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined
    const host = document.getElementById(canvasId)
    if (!host) return undefined
    const pointOf = (event: PointerEvent): Point | null => {
      const canvas = found.current?.canvas
      if (!(canvas instanceof HTMLCanvasElement)) return null
      const box = canvas.getBoundingClientRect()
      return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
    }
    let down = false
    const begin = async (event: PointerEvent) => {
      event.preventDefault()
      if (!found.current) await prepare()
      const point = pointOf(event)
      if (!point) return
      down = true
      latest.current.begin(point)
    }
    const onDown = (event: PointerEvent) => void begin(event)
    const onMove = (event: PointerEvent) => {
      const point = down ? pointOf(event) : null
      if (point) latest.current.extend(point)
    }
    const onUp = () => {
      if (!down) return
      down = false
      latest.current.end()
    }
    const noScroll = (event: Event) => event.preventDefault()
    host.addEventListener('pointerdown', onDown)
    host.addEventListener('touchmove', noScroll, { passive: false })
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onUp)
    return () => {
      host.removeEventListener('pointerdown', onDown)
      host.removeEventListener('touchmove', noScroll)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onUp)
    }
  }, [found, prepare])
}
