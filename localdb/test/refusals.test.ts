import type { Document } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { useMemory } from './support/memory.ts'

const fixture = useMemory()

beforeAll(async () => {
  await fixture.db.collection('items').insertOne({ n: 1 })
})

const cases: { what: string; command: Document; code: number; names: string }[] = [
  { what: 'an unknown command', command: { mapReduce: 'items' }, code: 59, names: 'mapReduce' },
  { what: 'the bulkWrite command', command: { bulkWrite: 1 }, code: 59, names: 'bulkWrite' },
  { what: 'an unknown field', command: { find: 'items', colour: 1 }, code: 40415, names: 'find.colour' },
  { what: 'tailable cursors', command: { find: 'items', tailable: true }, code: 238, names: 'tailable' },
  { what: 'min of find', command: { find: 'items', min: { n: 1 } }, code: 238, names: 'min' },
  { what: 'returnKey', command: { find: 'items', returnKey: true }, code: 238, names: 'returnKey' },
  {
    what: 'a collation of strength 4',
    command: { find: 'items', collation: { locale: 'zh', strength: 4 } },
    code: 238,
    names: 'strength 4',
  },
  {
    what: '$group by a collation',
    command: {
      aggregate: 'items',
      pipeline: [{ $group: { _id: '$a' } }],
      cursor: {},
      collation: { locale: 'zh' },
    },
    code: 238,
    names: '$group',
  },
  {
    what: '$pull by a collation',
    command: {
      findAndModify: 'items',
      query: {},
      update: { $pull: { a: 'x' } },
      collation: { locale: 'zh' },
    },
    code: 238,
    names: '$pull',
  },
  { what: '$where', command: { find: 'items', filter: { $where: 'true' } }, code: 238, names: '$where' },
  {
    what: '$text',
    command: { find: 'items', filter: { $text: { $search: 'x' } } },
    code: 238,
    names: '$text',
  },
  {
    what: '$jsonSchema',
    command: { find: 'items', filter: { $jsonSchema: {} } },
    code: 238,
    names: '$jsonSchema',
  },
  {
    what: 'capped collections',
    command: { create: 'capped', capped: true, size: 1000 },
    code: 238,
    names: 'capped',
  },
  { what: 'views', command: { create: 'view', viewOn: 'items', pipeline: [] }, code: 238, names: 'viewOn' },
  {
    what: 'clustered collections',
    command: { create: 'clustered', clusteredIndex: { key: { _id: 1 }, unique: true } },
    code: 238,
    names: 'clusteredIndex',
  },
  {
    what: 'time series',
    command: { create: 'series', timeseries: { timeField: 't' } },
    code: 238,
    names: 'timeseries',
  },
  ...['text', '2dsphere', 'hashed'].map((kind) => ({
    what: `${kind} indexes`,
    command: { createIndexes: 'items', indexes: [{ key: { n: kind }, name: 'n' }] },
    code: 238,
    names: kind,
  })),
  {
    what: 'wildcard indexes',
    command: { createIndexes: 'items', indexes: [{ key: { '$**': 1 }, name: 'w' }] },
    code: 67,
    names: '$**',
  },
  {
    what: 'an unknown index option',
    command: { createIndexes: 'items', indexes: [{ key: { n: 1 }, name: 'n', bits: 3 }] },
    code: 238,
    names: 'bits',
  },
  {
    what: 'snapshot reads outside a transaction',
    command: { find: 'items', readConcern: { level: 'snapshot' } },
    code: 238,
    names: "'snapshot' outside a transaction",
  },
  {
    what: 'an unknown read concern',
    command: { find: 'items', readConcern: { level: 'newest' } },
    code: 9,
    names: 'readConcern.level',
  },
  { what: 'an unknown hint', command: { find: 'items', hint: 'none_1' }, code: 2, names: 'hint' },
  {
    what: 'change streams',
    command: { aggregate: 'items', pipeline: [{ $changeStream: {} }], cursor: {} },
    code: 238,
    names: '$changeStream',
  },
  {
    what: 'explain of an update',
    command: { explain: { update: 'items', updates: [] } },
    code: 238,
    names: 'update',
  },
  {
    what: 'a fail point besides failCommand',
    command: { configureFailPoint: 'x', mode: 'off' },
    code: 2,
    names: 'x',
  },
]

describe('what localdb does not support is refused by name', () => {
  it.each(cases)('$what', async ({ command, code, names }) => {
    const error: unknown = await fixture.db.command(command).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code })
    expect(String(error)).toContain(names)
  })

  it('a count inside a transaction', async () => {
    await fixture.client.withSession(async (session) => {
      session.startTransaction()
      await expect(fixture.db.collection('items').estimatedDocumentCount({ session })).rejects.toMatchObject({
        code: 263,
      })
      await session.abortTransaction()
    })
  })
})
