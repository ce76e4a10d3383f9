import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startTestServer } from '../harness.ts'
import { gate, notesModule, slowNote } from './notes-module.ts'

describe('a server that is told to stop', () => {
  it('finishes the request it is serving, takes no new one, and leaves no connection', async () => {
    gate.reset()
    const server = await startTestServer({ modules: [notesModule] })
    const { url, call } = server
    const running = call(slowNote, { body: { text: '最后' }, idempotencyKey: randomUUID() })
    await gate.arrived.passed
    const stopped = server.stop()
    await expect
      .poll(() =>
        fetch(`${url}/healthz`).then(
          () => 'taken',
          () => 'refused',
        ),
      )
      .toBe('refused')
    gate.leave.open()
    expect(await running).toMatchObject({ text: '最后' })
    await stopped
    expect(
      await fetch(`${url}/healthz`).then(
        () => 'taken',
        () => 'refused',
      ),
    ).toBe('refused')
  })
})
