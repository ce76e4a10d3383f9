import { Long } from 'bson'
import { arch, cpus, hostname, platform, totalmem } from 'node:os'
import { mongoError } from '../bson/errors.ts'
import { asNumber } from '../values.ts'
import type { Parameters } from '../engine.ts'
import type { Command } from './operation.ts'

const version = '7.0.0'

export const ping: Command = { name: 'ping', fields: [], run: () => ({ ok: 1 }) }

export const buildInfo: Command = {
  name: 'buildInfo',
  aliases: ['buildinfo'],
  fields: [],
  run: () => ({
    version,
    versionArray: [7, 0, 0, 0],
    gitVersion: 'localdb',
    modules: ['localdb'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ['lmdb'],
    ok: 1,
  }),
}

export const connectionStatus: Command = {
  name: 'connectionStatus',
  fields: ['showPrivileges'],
  run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
}

export const serverStatus: Command = {
  name: 'serverStatus',
  fields: ['repl', 'metrics', 'locks'],
  run({ engine }) {
    const memory = process.memoryUsage()
    return {
      host: engine.address,
      version,
      process: 'localdb',
      pid: Long.fromNumber(process.pid),
      uptime: (Date.now() - engine.startedAt.getTime()) / 1000,
      localTime: new Date(),
      mem: { bits: 64, resident: Math.round(memory.rss / 1024 / 1024) },
      transactions: { currentOpen: Long.fromNumber(engine.openTransactions.size) },
      storageEngine: { name: 'lmdb', persistent: true },
      ok: 1,
    }
  },
}

export const hostInfo: Command = {
  name: 'hostInfo',
  fields: [],
  run: () => ({
    system: {
      currentTime: new Date(),
      hostname: hostname(),
      memSizeMB: Math.round(totalmem() / 1024 / 1024),
      numCores: cpus().length,
      cpuArch: arch(),
    },
    os: { type: platform() },
    ok: 1,
  }),
}

const parameterNames = ['transactionLifetimeLimitSeconds', 'ttlMonitorSleepSecs'] as const

export const getParameter: Command = {
  name: 'getParameter',
  fields: [...parameterNames, 'featureCompatibilityVersion', 'allParameters', 'requireApiVersion'],
  run({ body, engine }) {
    const known: Record<string, unknown> = {
      ...engine.parameters,
      featureCompatibilityVersion: { version: '7.0' },
      requireApiVersion: false,
    }
    if (body['getParameter'] === '*') return { ...known, ok: 1 }
    const asked = Object.keys(known).filter((name) => name in body)
    if (asked.length === 0) throw mongoError('InvalidOptions', 'no option found to get')
    return { ...Object.fromEntries(asked.map((name) => [name, known[name]])), ok: 1 }
  },
}

export const setParameter: Command = {
  name: 'setParameter',
  fields: parameterNames,
  run({ body, engine }) {
    const reply: Record<string, unknown> = {}
    for (const name of parameterNames) {
      if (!(name in body)) continue
      const value = asNumber(body[name])
      if (!(value > 0)) throw mongoError('BadValue', `${name} must be a positive number`)
      reply['was'] = engine.parameters[name satisfies keyof Parameters]
      engine.parameters[name] = value
    }
    return { ...reply, ok: 1 }
  },
}

export const configureFailPoint: Command = {
  name: 'configureFailPoint',
  fields: ['mode', 'data'],
  run: ({ body, engine }) => ({ ...engine.failPoints.configure(body), ok: 1 }),
}

export const currentOp: Command = {
  name: 'currentOp',
  fields: [],
  run: () => ({ inprog: [], ok: 1 }),
}

export const getLog: Command = {
  name: 'getLog',
  fields: [],
  run: () => ({ totalLinesWritten: 0, log: [], ok: 1 }),
}
