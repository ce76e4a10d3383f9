import { readFileSync } from 'node:fs'

/** What a compressed node stands for: its element, and the key under which each attribute travels. */
export interface NodeTemplate {
  tag: string
  attributes: ReadonlyMap<string, string>
}

/**
 * Reads the built base.wxml. Node names and attribute names are compressed in the data that the bundle
 * sends, and this file is the only place that says what they mean.
 */
export function readTemplates(wxmlFile: string): Map<string, NodeTemplate> {
  const text = readFileSync(wxmlFile, 'utf8')
  const templates = new Map<string, NodeTemplate>()
  const pattern =
    /<template name="tmpl_0_([0-9a-z-]+?)(?:_focus|_blur)?">\s*<([a-z-]+)((?:\s+[\w:-]+="[^"]*")*)/g
  for (const [, name, tag, attributeText] of text.matchAll(pattern)) {
    if (!name || !tag || tag === 'template') continue
    templates.set(name, { tag, attributes: attributesOf(attributeText ?? '') })
  }
  return templates
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name, value] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    const key = /i\.(\w+)/.exec(value ?? '')?.[1]
    if (name && key) attributes.set(name, key)
    else if (name && value === 'eh') attributes.set(name, 'eh')
  }
  return attributes
}
