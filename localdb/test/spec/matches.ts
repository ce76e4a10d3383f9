import type { ClientSession } from 'mongodb'
import { Long } from 'mongodb'
import { canonical } from '../pure/support.ts'
import { typeName } from '../../src/bson/types.ts'
import type { Doc } from './format.ts'

type Sessions = ReadonlyMap<string, unknown>

/** Compares by the rules of the unified test format: special `$$` operators, extra fields allowed at the root. */
export function matches(expected: unknown, actual: unknown, sessions: Sessions, root = true): boolean {
  if (isPlain(expected)) {
    const [operator] = Object.keys(expected)
    if (operator?.startsWith('$$')) return matchesSpecial(operator, expected[operator], actual, sessions)
    return matchesDocument(expected, actual, sessions, root)
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false
    return expected.every((item, i) => matches(item, actual[i], sessions, root && isPlain(item)))
  }
  if (isNumber(expected) && isNumber(actual)) return Number(expected) === Number(actual)
  if (expected === null || typeof expected !== 'object') return Object.is(expected, actual)
  return canonical(expected) === canonical(actual)
}

function matchesDocument(expected: Doc, actual: unknown, sessions: Sessions, root: boolean): boolean {
  if (!isPlain(actual)) return false
  const known = Object.keys(expected).every((key) => matchesField(expected[key], key, actual, sessions))
  return known && (root || Object.keys(actual).every((key) => key in expected))
}

function matchesField(expected: unknown, key: string, actual: Doc, sessions: Sessions): boolean {
  if (isPlain(expected) && '$$exists' in expected) return key in actual === expected['$$exists']
  if (isPlain(expected) && '$$unsetOrMatches' in expected && actual[key] === undefined) return true
  return key in actual && matches(expected, actual[key], sessions, false)
}

function matchesSpecial(operator: string, operand: unknown, actual: unknown, sessions: Sessions): boolean {
  switch (operator) {
    case '$$unsetOrMatches':
      return actual === undefined || actual === null || matches(operand, actual, sessions)
    case '$$exists':
      return (actual !== undefined) === operand
    case '$$type':
      return (Array.isArray(operand) ? operand : [operand]).some((name) => hasType(actual, String(name)))
    case '$$sessionLsid':
      return canonical((sessions.get(String(operand)) as ClientSession).id) === canonical(actual)
    default:
      throw new Error(`the runner does not know ${operator}`)
  }
}

/** The driver gives plain numbers, whose stored type is not known: every numeric type that can hold them counts. */
function hasType(value: unknown, name: string): boolean {
  if (name === 'number') return isNumber(value)
  return (
    typeName(value) === name ||
    (typeof value === 'number' && (name === 'double' || (name === 'long' && Number.isInteger(value))))
  )
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || Long.isLong(value)
}

export function isPlain(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
