/** A piece of a contract's text, in reading order. */
export type Block =
  | { kind: 'heading'; text: string }
  /** 1.2 and what it says. */
  | { kind: 'clause'; number: string; text: string }
  /** A fact about a party: label and value. */
  | { kind: 'fact'; label: string; value: string }
  | { kind: 'paragraph'; text: string }

/**
 * Puts the values into a text.
 * @throws Error when the text names a variable that has no value: a contract is never made with a hole in it
 */
export function fillVariables(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    const value = variables[name]
    if (value === undefined) throw new Error(`the contract's text names ${name}, which has no value`)
    return value
  })
}

function asFact(line: string): Block | null {
  const match = /^([^：。，；\d]{2,20})：(.{1,60})$/u.exec(line)
  const [, label, value] = match ?? []
  if (!label || !value || /[。；]/.test(value)) return null
  return { kind: 'fact', label, value: value.trim() }
}

/** Facts that stand in one line with a full-width space between them are two facts. */
function readLine(line: string): Block[] {
  if (line.startsWith('# ')) {
    return [
      {
        kind: 'heading',
        text: line
          .slice(2)
          .trim()
          .replace(/^(第.{1,6}条)\s+/u, '$1\u3000'),
      },
    ]
  }
  const clause = /^(\d+(?:\.\d+)+)[.、\s]*(.+)$/u.exec(line)
  if (clause?.[1] && clause[2]) {
    return [{ kind: 'clause', number: clause[1], text: clause[2].replace(typedGaps, '') }]
  }
  const facts = line.split(/\u3000+/).map((part) => asFact(part.trim()))
  if (facts.every((fact) => fact !== null)) return facts
  return [{ kind: 'paragraph', text: line.replace(typedGaps, '') }]
}

/** Blanks typed between Han and Latin characters: the typesetter puts an even space there itself. */
const typedGaps = /(?<=\p{Script=Han}) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) +(?=\p{Script=Han})/gu

/** Reads a filled text: "# " begins a heading, "1.2 " a clause, "label：value" is a fact, the rest are paragraphs. */
export function readBlocks(text: string): Block[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap(readLine)
}
