import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClock } from '../../src/clock.ts'
import { startTestServer, type TestServer } from '../harness.ts'

let server: TestServer
const hour = 3_600_000

beforeAll(async () => {
  server = await startTestServer({ modules: [] })
})
afterAll(() => server.stop())

function control(method: 'GET' | 'POST', token: string, body?: unknown): Promise<Response> {
  const headers = { 'x-sandbox-token': token, 'Content-Type': 'application/json' }
  return fetch(`${server.url}/sandbox/clock`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

describe('the clock', () => {
  it('is moved by the sandbox alone', async () => {
    expect((await control('POST', 'guess', { offsetMs: hour })).status).toBe(404)
    expect(server.services.clock.offsetMs()).toBe(0)
    const token = server.services.config.sandbox?.controlToken ?? ''
    expect(await (await control('POST', token, { offsetMs: hour })).json()).toMatchObject({ offsetMs: hour })
    expect(server.services.clock.now().getTime()).toBeGreaterThanOrEqual(Date.now() + hour - 1_000)
    expect(await (await control('GET', token)).json()).toMatchObject({ offsetMs: hour })
  })

  it('refuses what is no number of milliseconds', async () => {
    const token = server.services.config.sandbox?.controlToken ?? ''
    expect((await control('POST', token, { offsetMs: 'soon' })).status).toBe(400)
  })

  it('keeps its offset in the database, for every process and every start', async () => {
    await server.services.clock.setOffset(5 * hour)
    const another = createClock({ movable: true })
    await another.refresh()
    expect(another.offsetMs()).toBe(5 * hour)
  })

  it('does not move in production', async () => {
    await expect(createClock({ movable: false }).setOffset(hour)).rejects.toThrow('production')
  })
})
