import Taro from '@tarojs/taro'

export interface PadCanvas {
  width: number
  height: number
  getContext(kind: '2d'): CanvasRenderingContext2D | null
  toDataURL(type: string): string
}

export interface FoundCanvas {
  canvas: PadCanvas
  /** Size on the page, px; the canvas itself has twice as many pixels. */
  width: number
  height: number
}

const density = 2

function findInBrowser(id: string): FoundCanvas | null {
  const host = document.getElementById(id)
  const canvas = host instanceof HTMLCanvasElement ? host : host?.querySelector('canvas')
  if (!canvas) return null
  const { width, height } = canvas.getBoundingClientRect()
  return width > 0 ? { canvas, width, height } : null
}

function findInMiniProgram(id: string): Promise<FoundCanvas | null> {
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true, size: true }, (found) => {
        const result = found as { node?: PadCanvas; width: number; height: number } | null
        resolve(result?.node ? { canvas: result.node, width: result.width, height: result.height } : null)
      })
      .exec()
  })
}

/** The canvas of the pad at its size on the page, ready to be drawn on; null before it is laid out. */
export async function findCanvas(id: string): Promise<FoundCanvas | null> {
  const found = process.env.TARO_ENV === 'h5' ? findInBrowser(id) : await findInMiniProgram(id)
  if (!found) return null
  found.canvas.width = Math.round(found.width * density)
  found.canvas.height = Math.round(found.height * density)
  return found
}
