import { expect, it } from 'vitest'
import * as shared from '@linggong/shared'
import { listedStates } from './state-tone'

/** States of every machine that the product has, by the machine's name. */
const known = new Map(
  Object.entries(shared)
    .filter(([name]) => name.endsWith('Machine') && name !== 'defineMachine')
    .map(([, value]) => value as unknown as { name: string; labels: Record<string, string> })
    .map(({ name, labels }) => [name, Object.keys(labels)]),
)

it('the colour table names only machines and states that exist', () => {
  for (const [machine, states] of listedStates())
    for (const state of states) expect(known.get(machine), machine).toContain(state)
})

it('every machine has colours', () => {
  expect(listedStates().map(([machine]) => machine)).toEqual(expect.arrayContaining([...known.keys()]))
})
