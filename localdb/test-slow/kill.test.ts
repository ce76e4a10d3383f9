import { expect, it } from 'vitest'
import { newFolder, runProgram } from '../test/support/child.ts'
import { killRound } from '../test/support/kill-round.ts'

const rounds = 50

it(`keeps every acknowledged write over ${rounds} kills at random moments`, async () => {
  const dir = newFolder()
  let total = 0
  for (let round = 0; round < rounds; round += 1) {
    const { acknowledged, missing, retried } = await killRound(dir, round, 50 + Math.random() * 500)
    expect(missing).toEqual([])
    for (const { sent, applied } of retried) expect(applied).toBe(sent)
    total += acknowledged
    const verified = await runProgram(['verify', '--dir', dir])
    expect(verified).toMatchObject({ code: 0, stderr: '' })
  }
  expect(total).toBeGreaterThan(rounds)
})
