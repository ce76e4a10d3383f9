import { MongoError, errorCodes, mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { asFlag, asNumber, isDocument } from '../values.ts'
import type { Connection } from './operation.ts'

type Active = { left: number; skip: number; data: Doc; entered: number }

export type Failure = {
  error: MongoError | undefined
  /** Labels replace the ones that the code would bring. */
  labels: string[] | undefined
  closeConnection: boolean
  blockMs: number
  writeConcernError: Doc | undefined
}

const dataFields = new Set([
  'failCommands',
  'errorCode',
  'closeConnection',
  'blockConnection',
  'blockTimeMS',
  'errorLabels',
  'writeConcernError',
  'appName',
  'failInternalCommands',
  'errorExtraInfo',
  'namespace',
])

/** The test hook `failCommand`: makes chosen commands fail as a real deployment might. */
export class FailPoints {
  private active: Active | undefined

  /** @throws FailedToParse 9 for anything but failCommand with a known mode and known data */
  configure(body: Doc): Doc {
    if (body['configureFailPoint'] !== 'failCommand') {
      throw mongoError('BadValue', `failpoint not found: ${String(body['configureFailPoint'])}`)
    }
    const entered = this.active?.entered ?? 0
    const data = isDocument(body['data']) ? body['data'] : {}
    for (const field of Object.keys(data)) {
      if (!dataFields.has(field))
        throw mongoError('NotImplemented', `failCommand data '${field}' is not supported`)
    }
    const mode = body['mode']
    if (mode === 'off') this.active = undefined
    else if (mode === 'alwaysOn') this.active = { left: Infinity, skip: 0, data, entered: 0 }
    else if (isDocument(mode) && 'times' in mode) {
      this.active = { left: asNumber(mode['times']), skip: 0, data, entered: 0 }
    } else if (isDocument(mode) && 'skip' in mode) {
      this.active = { left: Infinity, skip: asNumber(mode['skip']), data, entered: 0 }
    } else throw mongoError('FailedToParse', `unknown fail point mode ${JSON.stringify(mode)}`)
    return { count: entered }
  }

  /** What shall happen to this command, if anything; counts the use. */
  take(command: string, connection: Connection, ns: string | undefined): Failure | undefined {
    const active = this.active
    if (!active || active.left <= 0 || command === 'configureFailPoint') return undefined
    const { data } = active
    if (!(data['failCommands'] as unknown[] | undefined)?.includes(command)) return undefined
    if (data['appName'] !== undefined && data['appName'] !== connection.appName) return undefined
    if (data['namespace'] !== undefined && data['namespace'] !== ns) return undefined
    if (active.skip > 0) {
      active.skip -= 1
      return undefined
    }
    active.left -= 1
    active.entered += 1
    const labels = data['errorLabels'] as string[] | undefined
    return {
      error: data['errorCode'] === undefined ? undefined : failure(data),
      labels,
      closeConnection: asFlag(data['closeConnection']),
      blockMs: asFlag(data['blockConnection']) ? asNumber(data['blockTimeMS']) : 0,
      writeConcernError: data['writeConcernError'] as Doc | undefined,
    }
  }
}

const moreNames: Record<number, string> = {
  6: 'HostUnreachable',
  7: 'HostNotFound',
  24: 'LockTimeout',
  64: 'WriteConcernFailed',
  79: 'UnknownReplWriteConcern',
  89: 'NetworkTimeout',
  91: 'ShutdownInProgress',
  100: 'UnsatisfiableWriteConcern',
  136: 'CappedPositionLost',
  189: 'PrimarySteppedDown',
  237: 'CursorKilled',
  246: 'SnapshotUnavailable',
  262: 'ExceededTimeLimit',
  391: 'ReauthenticationRequired',
  9001: 'SocketException',
  10107: 'NotWritablePrimary',
  11600: 'InterruptedAtShutdown',
  11601: 'Interrupted',
  11602: 'InterruptedDueToReplStateChange',
  13435: 'NotPrimaryNoSecondaryOk',
  13436: 'NotPrimaryOrSecondary',
}

function failure(data: Doc): MongoError {
  const code = asNumber(data['errorCode'])
  const known = Object.entries(errorCodes).find(([, number]) => number === code)?.[0]
  const extra = isDocument(data['errorExtraInfo']) ? data['errorExtraInfo'] : {}
  return new MongoError(
    code,
    known ?? moreNames[code] ?? `Location${code}`,
    "Failing command via 'failCommand' failpoint",
    { extra },
  )
}
