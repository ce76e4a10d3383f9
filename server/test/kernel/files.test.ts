import { readdir, readFile as readFromDisk } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import {
  cleanImage,
  fileLink,
  readFile,
  sniff,
  storeFile,
  type FileInput,
} from '../../src/modules/files/public.ts'
import { filesModule } from '../../src/modules/files/index.ts'
import { sweepOrphans } from '../../src/modules/files/sweep-orphans.ts'
import { startTestServer, type TestServer } from '../harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ modules: [filesModule] })
})
afterAll(() => server.stop())

const input = (content: string): FileInput => ({
  purpose: 'test',
  owner: { type: 'person', id: 'p1' },
  content: Buffer.from(content),
  contentType: 'text/plain',
  name: '合同.txt',
})

async function onDisk(): Promise<string[]> {
  const dir = server.services.config.filesDir
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

describe('a stored file', () => {
  it('comes back whole and lies encrypted', async () => {
    const { _id: id } = await storeFile(server.services, input('身份证照片的内容'))
    expect((await readFile(server.services, id)).content.toString()).toBe('身份证照片的内容')
    for (const file of await onDisk())
      expect((await readFromDisk(file)).includes('身份证照片的内容')).toBe(false)
  })

  it('of a command that did not commit does not exist, and its content is swept away', async () => {
    const before = await onDisk()
    const failed = runCommand(server.services, systemActor('test'), async (c) => {
      await storeFile(c, input('没有提交'))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await onDisk()).toHaveLength(before.length + 1)
    expect(await sweepOrphans(server.services)).toBe(0)
    expect(await sweepOrphans(server.services, 0)).toBe(1)
    expect(await onDisk()).toHaveLength(before.length)
  })
})

describe('a signed link', () => {
  it('opens the file without a session until it expires', async () => {
    const { _id: id } = await storeFile(server.services, input('内容'))
    const link = server.url + fileLink(server.services, id, 60_000)
    const response = await fetch(link)
    expect(await response.text()).toBe('内容')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    await server.clock.advance(61_000)
    expect((await fetch(link)).status).toBe(404)
  })

  it('cannot be changed to last longer, to open another file, or to be used another way', async () => {
    const [a, b] = [
      await storeFile(server.services, input('甲')),
      await storeFile(server.services, input('乙')),
    ]
    const link = server.url + fileLink(server.services, a._id, 60_000)
    const changed = [
      link.replace(/exp=(\d+)/, (_, exp: string) => `exp=${Number(exp) + 1}`),
      link.replace(a._id, b._id),
      link.replace('use=view', 'use=save'),
      link.replace(/sig=.*/, 'sig='),
      link.replace(/&sig=.*/, ''),
    ]
    for (const url of changed) expect((await fetch(url)).status).toBe(404)
  })

  it('may save the file under its name', async () => {
    const { _id: id } = await storeFile(server.services, input('内容'))
    const response = await fetch(server.url + fileLink(server.services, id, 60_000, 'save'))
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('合同.txt'))
  })
})

describe('a picture', () => {
  it('loses its place, device and direction when it is cleaned', async () => {
    const original = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#a00' } })
      .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '39/1 54/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const cleaned = await cleanImage(original)
    const { exif, orientation, width, height } = await sharp(cleaned).metadata()
    expect({ exif, orientation, width, height }).toEqual({
      exif: undefined,
      orientation: undefined,
      width: 20,
      height: 40,
    })
    expect(cleaned.includes('SecretCamera')).toBe(false)
    expect(await sniff(cleaned)).toBe('jpeg')
  })

  it('that cannot be read is refused', async () => {
    await expect(cleanImage(Buffer.from('not a picture'))).rejects.toMatchObject({ code: 'UNSUPPORTED_FILE' })
  })
})
