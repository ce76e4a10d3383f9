import type { ReactElement } from 'react'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, vi } from 'vitest'

export interface Rendered {
  host: HTMLElement
  /** Clicks the element with that aria-label and lets what follows happen. */
  click(label: string): Promise<void>
  /** Waits until the page shows that text. */
  shows(text: string): Promise<void>
  unmount(): Promise<void>
}

/** Puts an element on a page of its own. */
export async function render(element: ReactElement): Promise<Rendered> {
  const host = document.createElement('div')
  document.body.append(host)
  const root = createRoot(host)
  await act(async () => root.render(element))
  return {
    host,
    async click(label) {
      const target = host.querySelector<HTMLElement>(`[aria-label="${label}"]`)
      if (!target) throw new Error(`nothing labelled ${label} in ${host.innerHTML}`)
      await act(async () => {
        target.click()
      })
    },
    async shows(text) {
      await vi.waitFor(
        async () => {
          await act(async () => new Promise((resolve) => setTimeout(resolve, 10)))
          expect(host.textContent).toContain(text)
        },
        { timeout: 20_000 },
      )
    },
    async unmount() {
      await act(async () => root.unmount())
      host.remove()
    },
  }
}
