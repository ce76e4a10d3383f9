import type { Locator, Page } from 'playwright-core'

/** Chooses an option of the list that opens below a field. */
export async function choose(
  console: Page,
  scope: Locator | Page,
  label: string,
  option: string,
): Promise<void> {
  await scope.getByRole('combobox', { name: label }).click()
  await console.locator('.ant-select-item-option').filter({ hasText: option, visible: true }).first().click()
}
