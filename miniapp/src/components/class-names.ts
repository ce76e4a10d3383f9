/** "block block--a block--b" of a block and the modifiers that hold. */
export function modified(block: string, modifiers: Record<string, boolean | undefined>): string {
  const on = Object.keys(modifiers).filter((name) => modifiers[name])
  return [block, ...on.map((name) => `${block}--${name}`)].join(' ')
}
