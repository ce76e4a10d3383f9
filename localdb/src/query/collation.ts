import { compareValues, compareWith, type Compare } from '../bson/compare.ts'
import { mongoError } from '../bson/errors.ts'
import { toNumber } from '../bson/number.ts'
import { isNumeric, type Doc } from '../bson/types.ts'

const sensitivities = { 1: 'base', 2: 'accent', 3: 'variant' } as const
const known = new Set([
  'locale',
  'strength',
  'caseLevel',
  'caseFirst',
  'numericOrdering',
  'alternate',
  'maxVariable',
  'normalization',
  'backwards',
  'version',
])

/**
 * The value order of a collation; the plain order for `{locale: 'simple'}` or none. Strengths 1 to 3, `caseLevel`,
 * `caseFirst` and `numericOrdering` are supported; other settings are refused by name (NotImplemented 238).
 */
export function compileCollation(spec: Doc | undefined): Compare {
  if (spec === undefined || Object.keys(spec).length === 0) return compareValues
  const unknown = Object.keys(spec).find((key) => !known.has(key))
  if (unknown !== undefined)
    throw mongoError('FailedToParse', `BSON field 'collation.${unknown}' is an unknown field.`)
  if (typeof spec['locale'] !== 'string') {
    throw mongoError('FailedToParse', "BSON field 'collation.locale' is missing but a required field")
  }
  if (spec['locale'] === 'simple') return compareValues
  const collator = new Intl.Collator(localeOf(spec['locale']), {
    sensitivity: sensitivityOf(spec),
    numeric: spec['numericOrdering'] === true,
    ...(spec['caseFirst'] === 'upper' || spec['caseFirst'] === 'lower'
      ? { caseFirst: spec['caseFirst'] }
      : {}),
  })
  refuseUnsupported(spec)
  return compareWith(collator.compare)
}

function localeOf(locale: string): string {
  try {
    const [supported] = Intl.Collator.supportedLocalesOf(locale.replaceAll('_', '-'))
    if (supported !== undefined) return supported
  } catch {
    throw mongoError('BadValue', `Field 'locale' is invalid in: { locale: "${locale}" }`)
  }
  throw mongoError('BadValue', `Field 'locale' is invalid in: { locale: "${locale}" }`)
}

function sensitivityOf(spec: Doc): 'base' | 'accent' | 'case' | 'variant' {
  const strength = spec['strength']
  const level = strength === undefined ? 3 : isNumeric(strength) ? toNumber(strength) : 0
  if (level === 4 || level === 5)
    throw mongoError('NotImplemented', `collation strength ${level} is not supported`)
  if (level !== 1 && level !== 2 && level !== 3) {
    throw mongoError('BadValue', "BSON field 'collation.strength' is not a number from 1 to 5")
  }
  if (spec['caseLevel'] !== true || level === 3) return sensitivities[level]
  return level === 1 ? 'case' : 'variant'
}

function refuseUnsupported(spec: Doc): void {
  if (spec['alternate'] !== undefined && spec['alternate'] !== 'non-ignorable') {
    throw mongoError('NotImplemented', "collation option 'alternate' is not supported")
  }
  for (const name of ['backwards', 'normalization']) {
    if (spec[name] === true) throw mongoError('NotImplemented', `collation option '${name}' is not supported`)
  }
}
