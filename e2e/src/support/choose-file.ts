import type { Page } from 'playwright-core'
import { press, type Scope } from './see.ts'

const types: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jpg: 'image/jpeg',
  png: 'image/png',
}

/** Presses a button that asks for a file, and chooses one. */
export async function chooseFile(
  page: Page,
  label: string,
  file: { name: string; content: Buffer },
  scope: Scope = page,
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(scope, label)])
  const mimeType = types[file.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  await chooser.setFiles({ name: file.name, mimeType, buffer: file.content })
}
