export interface AgreementPart {
  heading: boolean
  text: string
}

/**
 * An agreement's text for the screen: lines that begin with `##` are headings, the lines between them stay together
 * as they are. The title (`#`) is left out, the page shows it already.
 */
export function agreementParts(text: string): AgreementPart[] {
  const parts: AgreementPart[] = []
  for (const line of text.replace(/^# .*\n/, '').split('\n')) {
    const heading = /^#+ (.+)$/.exec(line)?.[1]
    const last = parts[parts.length - 1]
    if (heading) parts.push({ heading: true, text: heading })
    else if (last && !last.heading) last.text += `\n${line}`
    else if (line.trim() !== '') parts.push({ heading: false, text: line })
  }
  return parts.map((part) => ({ ...part, text: part.text.trim() }))
}
