import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folders of the pages as the workspaces build them. */
export interface PageDirs {
  console: string
  h5: string
}

const workspaces = fileURLToPath(new URL('../../../', import.meta.url))

export const builtPages: PageDirs = {
  console: path.join(workspaces, 'console/dist'),
  h5: path.join(workspaces, 'miniapp/dist/h5'),
}

/**
 * The scripts that stand inside the built pages, as sources of a content security policy: these very scripts
 * may run, and no others. (Taro puts one that sets the size of a rem into its page.)
 */
export function inlineScriptSources({ console, h5 }: PageDirs = builtPages): string[] {
  const pages = [console, h5].map((dir) => path.join(dir, 'index.html')).filter((file) => existsSync(file))
  const scripts = pages.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/<script>([\s\S]+?)<\/script>/g),
  ])
  return scripts.map(
    ([, script]) =>
      `'sha256-${createHash('sha256')
        .update(script ?? '')
        .digest('base64')}'`,
  )
}
