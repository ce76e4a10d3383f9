import { locationError } from '../bson/errors.ts'

const endOfText = '(?![\\s\\S])'
const outside: Record<string, string> = {
  A: '(?<![\\s\\S])',
  z: endOfText,
  Z: `(?=\\n?${endOfText})`,
  h: '[ \\t]',
  s: '[\\t-\\r ]',
  S: '[^\\t-\\r ]',
  R: '(?:\\r\\n|[\\n-\\r])',
}
const inside: Record<string, string> = { s: '\\t-\\r ', h: ' \\t', b: '\\b' }
const anywhere: Record<string, string> = { e: '\\x1b', a: '\\x07' }
const posix: Record<string, string> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t-\\r ',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
  word: '\\w',
  blank: ' \\t',
}

/**
 * Compiles a PCRE pattern with the options i, m, s, x, u to a regular expression of the language with the same
 * meaning. What has no equivalent is refused. @throws MongoError 51091.
 */
export function compileRegex(pattern: string, options: string): RegExp {
  for (const option of options) {
    if (!'imsxu'.includes(option)) throw locationError(51108, `invalid flag in regex options: ${option}`)
  }
  const leading = /^\(\?([imsx]+)\)/.exec(pattern)
  const flags = options + (leading?.[1] ?? '')
  const body = leading ? pattern.slice(leading[0].length) : pattern
  const source = new Translator(body, flags).translate()
  try {
    return new RegExp(source, flags.includes('i') ? 'iu' : 'u')
  } catch {
    throw invalid(pattern, 'the syntax is wrong or not supported')
  }
}

function invalid(pattern: string, why: string): Error {
  return locationError(51091, `Regular expression is invalid: ${why}: ${pattern}`)
}

class Translator {
  #at = 0
  readonly #text: string
  readonly #multiline: boolean
  readonly #dotAll: boolean
  readonly #extended: boolean

  constructor(text: string, flags: string) {
    this.#text = text
    this.#multiline = flags.includes('m')
    this.#dotAll = flags.includes('s')
    this.#extended = flags.includes('x')
  }

  translate(): string {
    let out = ''
    while (this.#at < this.#text.length) out += this.#next()
    return out
  }

  #take(): string {
    return this.#text[this.#at++] ?? ''
  }

  #next(): string {
    const char = this.#take()
    switch (char) {
      case '\\':
        return this.#escape(outside)
      case '[':
        return this.#charClass()
      case '.':
        return this.#dotAll ? '[\\s\\S]' : '[^\\n]'
      case '^':
        return this.#multiline ? '(?<![^\\n])' : '(?<![\\s\\S])'
      case '$':
        return this.#multiline ? '(?![^\\n])' : `(?=\\n?${endOfText})`
      case '(':
        return this.#group()
      case '{':
        return /^\d+(,\d*)?\}/.test(this.#text.slice(this.#at)) ? this.#quantifier() : '\\{'
      case '}':
      case ']':
        return `\\${char}`
      default:
        return this.#extended ? this.#plainExtended(char) : char
    }
  }

  #quantifier(): string {
    const end = this.#text.indexOf('}', this.#at) + 1
    const body = this.#text.slice(this.#at, end)
    this.#at = end
    return `{${body}`
  }

  #plainExtended(char: string): string {
    if (/\s/.test(char)) return ''
    if (char !== '#') return char
    const end = this.#text.indexOf('\n', this.#at)
    this.#at = end < 0 ? this.#text.length : end + 1
    return ''
  }

  #group(): string {
    if (this.#text.startsWith('?P<', this.#at)) {
      this.#at += 3
      return '(?<'
    }
    if (this.#text.startsWith('?#', this.#at)) {
      const end = this.#text.indexOf(')', this.#at)
      if (end < 0) throw invalid(this.#text, 'a comment has no end')
      this.#at = end + 1
      return ''
    }
    return '('
  }

  #escape(table: Record<string, string>): string {
    const char = this.#take()
    if (char === '') throw invalid(this.#text, '\\ at end of pattern')
    if (char === 'Q') return this.#quoted()
    if (char === 'E') return ''
    if (char === 'x' && this.#text[this.#at] === '{') {
      this.#at++
      return '\\u{'
    }
    const replacement = table[char] ?? anywhere[char]
    if (replacement !== undefined) return replacement
    if (/[dDwWsSbBnrtfvxpPkc0-9^$\\.*+?()[\]{}|/]/.test(char)) return `\\${char}`
    if (char === '-' && table === inside) return '\\-'
    if (/[A-Za-z]/.test(char)) throw invalid(this.#text, `\\${char} is not supported`)
    return char
  }

  #quoted(): string {
    const found = this.#text.indexOf('\\E', this.#at)
    const end = found < 0 ? this.#text.length : found
    const literal = this.#text.slice(this.#at, end)
    this.#at = found < 0 ? end : end + 2
    return literal.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')
  }

  #charClass(): string {
    let out = '['
    if (this.#text[this.#at] === '^') out += this.#take()
    if (this.#text[this.#at] === ']') out += `\\${this.#take()}`
    while (this.#at < this.#text.length) {
      const char = this.#take()
      if (char === ']') return `${out}]`
      if (char === '\\') out += this.#escape(inside)
      else if (char === '[') out += this.#posixClass()
      else out += char
    }
    throw invalid(this.#text, 'missing terminating ] for character class')
  }

  #posixClass(): string {
    const match = /^:(\w+):\]/.exec(this.#text.slice(this.#at))
    if (!match) return '\\['
    const set = posix[match[1] as string]
    if (set === undefined) throw invalid(this.#text, 'unknown POSIX class name')
    this.#at += match[0].length
    return set
  }
}
