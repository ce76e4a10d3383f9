import { pino, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'

export type { Logger }

/** Field names whose values are never written, wherever a mistake might put them. */
const secretFields = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'phone',
  'idNumber',
  'cardNumber',
  'name',
]

/** Long numbers (phones, cards, ID numbers) and the values of a duplicate key have no place in a log. */
function scrub(text: string): string {
  return text.replace(/dup key: .*/g, 'dup key').replace(/\d{7,}[\dXx]?/g, '***')
}

/** Errors as type, message, code and stack; what libraries hang on them (requests, documents) stays out. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return scrub(String(error))
  const code = 'code' in error ? error.code : undefined
  return { type: error.name, message: scrub(error.message), code, stack: scrub(error.stack ?? '') }
}

export function createLogger(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describe },
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), remove: true },
    },
    destination,
  )
}
