import { readBlocks, type Block } from './template-text.ts'

export interface KeyTerm {
  label: string
  text: string
}

/** The terms a signer looks for, and the headings under which contracts have them. */
const terms: readonly { label: string; heading: RegExp }[] = [
  { label: '报酬', heading: /报酬|佣金/ },
  { label: '服务费', heading: /服务费|费用/ },
  { label: '税费', heading: /税/ },
  { label: '责任', heading: /违约/ },
  { label: '个人信息', heading: /个人信息|隐私/ },
  { label: '期限', heading: /期限/ },
]

/** The first sentence of the first clause under a heading. */
function firstSentence(blocks: readonly Block[], heading: RegExp): string | null {
  const at = blocks.findIndex((block) => block.kind === 'heading' && heading.test(block.text))
  const next = at < 0 ? undefined : blocks[at + 1]
  if (next?.kind !== 'clause' && next?.kind !== 'paragraph') return null
  return /^[^。；]+/.exec(next.text)?.[0] ?? null
}

/** One line for each key term, in the contract's own words: the text may have been edited by the provider. */
export function keyTerms(text: string): KeyTerm[] {
  const blocks = readBlocks(text)
  return terms.flatMap(({ label, heading }) => {
    const sentence = firstSentence(blocks, heading)
    return sentence ? [{ label, text: sentence }] : []
  })
}
