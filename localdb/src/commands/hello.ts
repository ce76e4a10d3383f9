import { Long, ObjectId } from 'bson'
import { isDocument } from '../values.ts'
import type { Command } from './operation.ts'

const electionId = new ObjectId('7fffffff0000000000000001')

/**
 * The handshake: a replica set of one member, which is its primary. Without a topologyVersion drivers poll instead
 * of asking for a stream of answers.
 */
export const hello: Command = {
  name: 'hello',
  aliases: ['isMaster', 'ismaster'],
  fields: [
    'helloOk',
    'client',
    'compression',
    'topologyVersion',
    'maxAwaitTimeMS',
    'loadBalanced',
    'saslSupportedMechs',
    'speculativeAuthenticate',
    'backpressure',
  ],
  run({ body, engine, connection }) {
    const client = body['client']
    const application = isDocument(client) ? client['application'] : undefined
    if (isDocument(application) && typeof application['name'] === 'string')
      connection.appName = application['name']
    const me = engine.address
    return {
      helloOk: true,
      ismaster: true,
      isWritablePrimary: true,
      hosts: [me],
      setName: 'rs0',
      setVersion: 1,
      secondary: false,
      primary: me,
      me,
      electionId,
      lastWrite: {
        opTime: { ts: engine.clock.now, t: Long.ONE },
        lastWriteDate: new Date(),
        majorityOpTime: { ts: engine.clock.now, t: Long.ONE },
        majorityWriteDate: new Date(),
      },
      maxBsonObjectSize: 16 * 1024 * 1024,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      localTime: new Date(),
      logicalSessionTimeoutMinutes: 30,
      connectionId: connection.id,
      minWireVersion: 0,
      maxWireVersion: 21,
      readOnly: false,
      ok: 1,
    }
  },
}
