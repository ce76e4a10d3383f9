/** A piece of a line: plain text or a variable's name. */
export type Piece = { text: string } | { variable: string }

/** One line of a template as it is printed. */
export interface Line {
  heading: boolean
  pieces: Piece[]
}

/** Reads a template: "# " begins a heading, `{{name}}` is a variable. */
export function readTemplate(body: string): Line[] {
  return body.split('\n').map((line) => {
    const heading = line.startsWith('# ')
    const pieces = (heading ? line.slice(2) : line)
      .split(/(\{\{.*?\}\})/)
      .filter((part) => part !== '')
      .map((part) => (/^\{\{.*\}\}$/.test(part) ? { variable: part.slice(2, -2).trim() } : { text: part }))
    return { heading, pieces }
  })
}

/** Names in the text that the template does not know, each once. */
export function unknownVariables(body: string, known: readonly string[]): string[] {
  const used = readTemplate(body).flatMap(({ pieces }) =>
    pieces.flatMap((piece) => ('variable' in piece ? [piece.variable] : [])),
  )
  return [...new Set(used)].filter((name) => !known.includes(name))
}
