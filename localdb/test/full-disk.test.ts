import { MongoClient } from 'mongodb'
import { afterAll, describe, expect, it } from 'vitest'
import { runProgram, startChild } from './support/child.ts'
import { smallDisks } from './support/small-disk.ts'

const disks = smallDisks()

afterAll(() => {
  for (const disk of disks) disk.remove()
})

type Item = { _id: number; text: string }

describe('a database that can grow no more', () => {
  it.each(disks)('refuses writes with a clear error and keeps what it acknowledged: $name', async (disk) => {
    const child = await startChild(disk.dir, 0, disk.under)
    const client = await MongoClient.connect(child.uri, { retryWrites: false })
    const items = client.db('shop').collection<Item>('items')
    await items.createIndex({ text: 1 })
    let acknowledged = 0
    const fill = async (): Promise<void> => {
      for (;;) {
        await items.insertOne({ _id: acknowledged, text: `${acknowledged} ${'x'.repeat(20_000)}` })
        acknowledged += 1
      }
    }
    await expect(fill()).rejects.toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' })
    expect(acknowledged).toBeGreaterThan(10)
    expect(await items.countDocuments()).toBe(acknowledged)
    expect(await items.distinct('_id')).toHaveLength(acknowledged)
    if (disk.grow) {
      disk.grow()
      await items.insertOne({ _id: acknowledged, text: 'there is room again' })
      acknowledged += 1
    }
    await client.close()
    await child.kill('SIGKILL')
    const verified = await runProgram(['verify', '--dir', disk.dir])
    expect(verified).toMatchObject({ code: 0, stderr: '' })
    expect(verified.stdout).toContain(`${acknowledged} documents, ${acknowledged} index entries`)
  })
})
