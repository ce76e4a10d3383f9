import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokenStore, TokenRowModel } from '../../src/wechat-token-store.ts'
import { startTestServer, type TestServer } from '../harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ modules: [] })
})
afterAll(() => server.stop())

describe('a token of WeChat', () => {
  it('is kept for all processes, unreadable in the database', async () => {
    const [one, other] = [
      createTokenStore(server.services.vault, 'wechat-oa-token'),
      createTokenStore(server.services.vault, 'wechat-oa-token'),
    ]
    expect(await one.load()).toBeNull()
    await one.save({ value: 'access-token-1', expireTime: 1_000 })
    expect(await other.load()).toEqual({ value: 'access-token-1', expireTime: 1_000 })
    expect(await createTokenStore(server.services.vault, 'wechat-mp-token').load()).toBeNull()
    expect(JSON.stringify(await TokenRowModel.find().lean())).not.toContain('access-token-1')
  })

  it('is fetched by one process at a time', async () => {
    const stores = Array.from({ length: 4 }, () =>
      createTokenStore(server.services.vault, 'wechat-oa-ticket'),
    )
    let inside = 0
    let most = 0
    await Promise.all(
      stores.map((store) =>
        store.withLock(async () => {
          inside++
          most = Math.max(most, inside)
          await store.load()
          inside--
        }),
      ),
    )
    expect(most).toBe(1)
  })

  it('can be fetched after a fetch failed, and after a process died while fetching', async () => {
    const store = createTokenStore(server.services.vault, 'wechat-oa-ticket')
    await expect(
      store.withLock(async () => {
        throw new Error('no answer')
      }),
    ).rejects.toThrow('no answer')
    await TokenRowModel.updateOne(
      { _id: 'wechat-oa-ticket' },
      { $set: { owner: 'dead', lockedUntil: new Date(Date.now() - 1) } },
    )
    expect(await store.withLock(async () => 'fetched')).toBe('fetched')
  })
})
