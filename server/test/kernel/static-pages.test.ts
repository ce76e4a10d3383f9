import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inlineScriptSources } from '../../src/http/built-pages.ts'
import { requestId } from '../../src/http/request-id.ts'
import { staticPages } from '../../src/http/static-pages.ts'

let dir: string
let server: Server
let url: string

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'linggong-pages-'))
  mkdirSync(path.join(dir, 'console/assets'), { recursive: true })
  mkdirSync(path.join(dir, 'h5'))
  writeFileSync(path.join(dir, 'console/index.html'), 'console page')
  writeFileSync(path.join(dir, 'console/assets/index-Ab12Cd34.js'), 'script')
  writeFileSync(path.join(dir, 'h5/index.html'), '<script>size()</script>h5 page')
  writeFileSync(path.join(dir, 'secret.txt'), 'secret')
  const app = new Koa()
  app.use(requestId())
  app.use(staticPages({ console: path.join(dir, 'console'), h5: path.join(dir, 'h5') }))
  server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(dir, { recursive: true })
})

const textOf = async (requestPath: string) => (await fetch(url + requestPath)).text()

describe('the built pages', () => {
  it('are the console at / and at its own routes, and the H5 at /w/', async () => {
    expect(await textOf('/')).toBe('console page')
    expect(await textOf('/tasks/123')).toBe('console page')
    expect(await textOf('/w')).toContain('h5 page')
    expect(await textOf('/w/')).toContain('h5 page')
  })

  it('are asked for anew, their hashed parts are kept for a year', async () => {
    expect((await fetch(url)).headers.get('cache-control')).toBe('no-cache')
    const script = await fetch(`${url}/assets/index-Ab12Cd34.js`)
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('content-type')).toContain('javascript')
  })

  it('may run the scripts that stand in them, and no others', () => {
    const size = createHash('sha256').update('size()').digest('base64')
    const sources = inlineScriptSources({ console: path.join(dir, 'console'), h5: path.join(dir, 'h5') })
    expect(sources).toEqual([`'sha256-${size}'`])
  })

  it('do not answer for files that are not there, for the interface, or for what is outside', async () => {
    for (const missing of [
      '/assets/none.js',
      '/api/none',
      '/w/none.png',
      '/%E0%A4%A.js',
      '/..%2fsecret.txt',
      '/w/..%2f..%2fsecret.txt',
    ]) {
      expect((await fetch(url + missing)).status, missing).toBeGreaterThanOrEqual(400)
    }
  })
})
