import { HostCanvas } from './canvas.ts'
import { hasClass, walk } from './tree.ts'
import type { HostNode } from './tree.ts'

const viewport = { width: 390, height: 844 }
const blockHeight = 500

type Read = (root: HostNode | null) => unknown

/**
 * wx.createSelectorQuery over a page without layout: each match is a block of 500 px, one below the other,
 * and a canvas is given with its drawing surface.
 */
export function createSelectorQuery(
  root: () => HostNode | null,
  scrollTop: () => number,
  canvases: Map<string, HostCanvas>,
) {
  const reads: { read: Read; callback: ((result: unknown) => void) | undefined }[] = []

  const rect = (index: number) => {
    const top = index * blockHeight - scrollTop()
    return {
      left: 0,
      right: viewport.width,
      top,
      bottom: top + blockHeight,
      width: viewport.width,
      height: blockHeight,
    }
  }
  const count = (selector: string, from: HostNode | null) =>
    from ? [...walk(from)].filter((node) => hasClass(node, selector.replace(/^\./, ''))).length : 0

  const add = (read: Read, callback?: (result: unknown) => void) => {
    reads.push({ read, callback })
    return query
  }
  const target = (all: boolean, selector: string) => ({
    boundingClientRect: (callback?: (result: unknown) => void) =>
      add(
        (from) => (all ? Array.from({ length: count(selector, from) }, (_, index) => rect(index)) : rect(0)),
        callback,
      ),
    fields: (_: unknown, callback?: (result: unknown) => void) =>
      add(() => ({ ...rect(0), height: 240, node: canvasOf(selector) }), callback),
    scrollOffset: (callback?: (result: unknown) => void) =>
      add(() => ({ scrollTop: scrollTop(), scrollLeft: 0 }), callback),
    node: (callback?: (result: unknown) => void) => add(() => ({ node: canvasOf(selector) }), callback),
  })
  const canvasOf = (selector: string) => {
    const known = canvases.get(selector) ?? new HostCanvas()
    canvases.set(selector, known)
    return known
  }

  const query = {
    in: () => query,
    select: (selector: string) => target(false, selector),
    selectAll: (selector: string) => target(true, selector),
    selectViewport: () => target(false, 'viewport'),
    exec: (callback?: (results: unknown[]) => void) => {
      setTimeout(() => {
        const from = root()
        const results = reads.map(({ read }) => read(from))
        reads.forEach(({ callback: each }, index) => each?.(results[index]))
        callback?.(results)
      }, 0)
      return query
    },
  }
  return query
}
