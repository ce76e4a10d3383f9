import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Binary, Long, MongoClient } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { start } from '../src/index.ts'
import { newFolder, runProgram, startChild } from './support/child.ts'
import { killRound } from './support/kill-round.ts'
import { RawClient } from './support/raw-client.ts'

describe('a data folder', () => {
  it('keeps every acknowledged write over a kill in mid-write, with consistent indexes', async () => {
    const dir = newFolder()
    for (let round = 0; round < 2; round += 1) {
      const { acknowledged, missing, retried } = await killRound(dir, round, 150 + round * 100)
      expect(acknowledged).toBeGreaterThan(0)
      expect(missing).toEqual([])
      for (const { sent, applied } of retried) expect(applied).toBe(sent)
    }
    const verified = await runProgram(['verify', '--dir', dir])
    expect(verified).toMatchObject({ code: 0, stderr: '' })
    expect(verified.stdout).toContain(', 0 differences')
  })

  it('keeps documents, indexes and options over a restart', async () => {
    const dir = newFolder()
    const first = await startChild(dir)
    let client = await MongoClient.connect(first.uri)
    const people = client.db('shop').collection('people')
    await people.createIndex(
      { phone: 1 },
      { unique: true, partialFilterExpression: { phone: { $exists: true } } },
    )
    await people.insertMany([{ name: 'Ann', phone: '1' }, { name: 'Ben' }, { name: 'Cat' }])
    await client.close()
    await first.kill('SIGTERM')
    const second = await startChild(dir)
    client = await MongoClient.connect(second.uri)
    const again = client.db('shop').collection('people')
    expect((await again.find().toArray()).map(({ name }) => name).sort()).toEqual(['Ann', 'Ben', 'Cat'])
    expect(await again.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      {
        v: 2,
        key: { phone: 1 },
        name: 'phone_1',
        unique: true,
        partialFilterExpression: { phone: { $exists: true } },
      },
    ])
    await expect(again.insertOne({ phone: '1' })).rejects.toMatchObject({ code: 11000 })
    await client.close()
    await second.kill('SIGTERM')
    expect(existsSync(join(dir, 'owner.lock'))).toBe(false)
  })

  it('applies a retryable write once when the retry comes after a restart', async () => {
    const dir = newFolder()
    const command = {
      update: 'accounts',
      updates: [{ q: { _id: 'a' }, u: { $inc: { balance: 1 } }, upsert: true }],
    }
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const child = await startChild(dir)
      const reply = await sendRaw(child.uri, command)
      expect(reply).toMatchObject({ ok: 1, n: 1 })
      expect(reply).toHaveProperty('upserted')
      await child.kill('SIGKILL')
    }
    const child = await startChild(dir)
    const client = await MongoClient.connect(child.uri)
    expect(await client.db('shop').collection<{ _id: string }>('accounts').findOne({ _id: 'a' })).toEqual({
      _id: 'a',
      balance: 1,
    })
    await client.close()
    await child.kill('SIGTERM')
  })

  it('has one owner: a second program gets a clear message', async () => {
    const dir = newFolder()
    const owner = await startChild(dir)
    const second = await runProgram(['--dir', dir, '--port', '0'])
    expect(second.code).toBe(1)
    expect(second.stderr).toContain('is in use by process')
    const verify = await runProgram(['verify', '--dir', dir])
    expect(verify.stderr).toContain('is in use by process')
    await owner.kill('SIGTERM')
  })

  it('is left alone when it belongs to something else', async () => {
    const dir = newFolder()
    mkdirSync(join(dir, 'data'))
    writeFileSync(join(dir, 'data', 'data.mdb'), 'this is the file of another program'.repeat(1000))
    const ended = await runProgram(['--dir', dir, '--port', '0'])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('is no data folder of localdb')
  })

  it('is refused with a clear message, and not changed, when its data file is torn, foreign or gone', async () => {
    const dir = newFolder()
    const localdb = await start({ dir })
    const client = await MongoClient.connect(localdb.uri)
    await client
      .db('shop')
      .collection('items')
      .insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, text: 'x'.repeat(1000) })))
    await client.close()
    await localdb.stop()
    for (const [name, { harm, message }] of Object.entries(harms)) {
      const copy = newFolder()
      cpSync(dir, copy, { recursive: true })
      const file = join(copy, 'data', 'data.mdb')
      harm(file)
      const left = contentOf(file)
      await expect(start({ dir: copy }), name).rejects.toThrow(`cannot be opened (its data file ${message})`)
      expect(contentOf(file)).toBe(left)
      expect(existsSync(join(copy, 'owner.lock'))).toBe(false)
    }
  })

  it('is refused with a clear message when it is a file', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, 'text')
    await expect(start({ dir: file })).rejects.toThrow(
      `the data folder ${file} cannot be used: it is no folder`,
    )
    expect(readFileSync(file, 'utf8')).toBe('text')
  })

  it('tells so by its program too when its data file is torn', async () => {
    const dir = newFolder()
    await (await start({ dir })).stop()
    truncateSync(join(dir, 'data', 'data.mdb'), 100)
    for (const args of [
      ['--dir', dir, '--port', '0'],
      ['verify', '--dir', dir],
    ]) {
      const ended = await runProgram(args)
      expect(ended).toMatchObject({ code: 1, stdout: '' })
      expect(ended.stderr).toContain(`localdb: the data in ${dir} cannot be opened`)
    }
  })

  it('tells when the port is taken', async () => {
    const owner = await startChild(newFolder())
    const port = /:(\d+)\//.exec(owner.uri)?.[1] ?? ''
    const second = await runProgram(['--memory', '--port', port])
    expect(second).toMatchObject({ code: 1 })
    expect(second.stderr).toContain(`port ${port} on 127.0.0.1 is in use by another program`)
    await owner.kill('SIGTERM')
  })
})

/** What may happen to a data file, and what is said about it. */
const harms: Record<string, { harm: (file: string) => void; message: string }> = {
  'cut in half': { harm: (file) => truncateSync(file, statSync(file).size / 2), message: 'is cut off' },
  'cut in its head': { harm: (file) => truncateSync(file, 3000), message: 'has no valid head' },
  emptied: { harm: (file) => truncateSync(file, 0), message: 'is empty' },
  foreign: {
    harm: (file) => writeFileSync(file, 'another text '.repeat(9999)),
    message: 'has no valid head',
  },
  gone: { harm: (file) => rmSync(file), message: 'is missing' },
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'latin1') : undefined
}

/** Sends a command under the same session id each time, as a driver's retry does. */
async function sendRaw(uri: string, command: Record<string, unknown>): Promise<unknown> {
  const client = await RawClient.connect(Number(/:(\d+)\//.exec(uri)?.[1]))
  const reply = await client.send({
    ...command,
    txnNumber: Long.fromNumber(7),
    lsid: { id: new Binary(Buffer.alloc(16, 5), 4) },
    $db: 'shop',
  })
  client.close()
  return reply
}
