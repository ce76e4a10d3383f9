import type { FrameLocator, Locator, Page } from 'playwright-core'

export type Scope = Page | Locator | FrameLocator

/** Waits until a text is on screen; pages that lie below the present one do not count. */
export async function see(scope: Scope, text: string | RegExp): Promise<Locator> {
  const found = scope.getByText(text).filter({ visible: true }).first()
  await found.waitFor()
  return found
}

/** Waits until a text is no longer on screen. */
export async function seeNoMore(scope: Scope, text: string | RegExp): Promise<void> {
  await scope.getByText(text).filter({ visible: true }).first().waitFor({ state: 'hidden' })
}

/**
 * The button or link of that name (an icon may stand before it) that can be seen; the last one, which lies on top,
 * when there are several.
 */
export function button(scope: Scope, text: string): Locator {
  const name = new RegExp(`^([a-z]+ )?${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
  return scope
    .getByRole('button', { name })
    .or(scope.getByRole('link', { name }))
    .filter({ visible: true })
    .last()
}

/** Presses a button by the words on it. */
export async function press(scope: Scope, name: string): Promise<void> {
  await button(scope, name).click()
}

/** Types into the field of that label. */
export async function fill(scope: Scope, label: string, value: string): Promise<void> {
  await scope.getByLabel(label, { exact: true }).filter({ visible: true }).last().fill(value)
}

/** Types into several fields, by their labels. */
export async function fillAll(scope: Scope, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await fill(scope, label, value)
}
