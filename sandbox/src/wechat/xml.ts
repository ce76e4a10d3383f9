/** Text as a CDATA section, safe also when it holds the section's own end mark. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/** `<xml>` with one element per field; numbers are written bare. Fields that are undefined are left out. */
export function toXml(fields: Readonly<Record<string, string | number | undefined>>): string {
  const elements = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(String(value))}</${name}>`)
  return `<xml>${elements.join('')}</xml>`
}

const element = /<(\w+)>((?:<!\[CDATA\[[\s\S]*?\]\]>|(?!<!\[CDATA\[)[\s\S])*?)<\/\1>/g

/** The elements directly inside a piece of XML, in order. Attributes do not occur in WeChat's messages. */
export function children(xml: string): { name: string; inner: string }[] {
  return [...xml.matchAll(element)].map(([, name = '', inner = '']) => ({ name, inner }))
}

/** The text of an element: CDATA sections joined, the five entities resolved outside of them. */
export function textOf(inner: string): string {
  return inner
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((part) => (part.startsWith('<![CDATA[') ? part.slice(9, -3) : unescape(part).trim()))
    .join('')
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const unescape = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => entities[name] ?? whole)
