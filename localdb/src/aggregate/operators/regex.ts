import { Int32, type BSONRegExp } from 'bson'
import { regexParts } from '../../bson/compare.ts'
import { locationError } from '../../bson/errors.ts'
import { T, typeName, typeOf, type Doc } from '../../bson/types.ts'
import { compileRegex } from '../../query/regex.ts'
import { isNullish, isString, named, type Named, type Operator, type OperatorTable } from '../operator.ts'

/** Runs `find` over a text with a global regular expression; a null input or pattern gives `empty`. */
function regexOperator(find: (text: string, regex: RegExp) => unknown, empty: unknown): Operator {
  const cache = new Map<string, RegExp>()
  return named(['input', 'regex'], ['options'], (values, _frame, name) => {
    const { input } = values
    if (!isNullish(input) && !isString(input))
      throw locationError(51104, `${name} needs 'input' to be of type string`)
    const source = sourceOf(values, name)
    if (!isString(input) || source === undefined) return empty
    const key = `${source.options}/${source.pattern}`
    const compiled = cache.get(key) ?? compileRegex(source.pattern, source.options)
    if (cache.size < 100) cache.set(key, compiled)
    return find(input, new RegExp(compiled.source, `${compiled.flags}g`))
  })
}

function sourceOf(values: Named, name: string): { pattern: string; options: string } | undefined {
  const { regex, options } = values
  if (!isNullish(options) && !isString(options))
    throw locationError(51106, `${name} needs 'options' to be of type string`)
  if (isNullish(regex)) return undefined
  if (isString(regex)) return { pattern: regex, options: isString(options) ? options : '' }
  if (typeOf(regex) !== T.regex)
    throw locationError(51105, `${name} needs 'regex' to be of type string or regex, not ${typeName(regex)}`)
  const parts = regexParts(regex as BSONRegExp)
  if (parts.options !== '' && isString(options)) {
    throw locationError(51107, `${name}: found regex option(s) specified in both 'regex' and 'option' fields`)
  }
  return isString(options) ? { ...parts, options } : parts
}

function matchDocument(text: string, match: RegExpMatchArray): Doc {
  const index = Array.from(text.slice(0, match.index)).length
  return { match: match[0], idx: new Int32(index), captures: match.slice(1).map((group) => group ?? null) }
}

export const regexOperators: OperatorTable = {
  $regexMatch: regexOperator((text, regex) => regex.test(text), false),
  $regexFind: regexOperator((text, regex) => {
    const match = regex.exec(text)
    return match ? matchDocument(text, match) : null
  }, null),
  $regexFindAll: regexOperator(
    (text, regex) => [...text.matchAll(regex)].map((match) => matchDocument(text, match)),
    [],
  ),
}
