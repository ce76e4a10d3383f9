import type { Endpoint } from '@linggong/shared'

const extensions = {
  jpeg: ['.jpg', '.jpeg'],
  png: ['.png'],
  pdf: ['.pdf'],
  xlsx: ['.xlsx'],
} as const

type Rule = NonNullable<Endpoint['upload']>

/** Endings of the file names an endpoint takes. */
export function extensionsOf(rule: Rule): string[] {
  return rule.accept.flatMap((kind) => [...extensions[kind]])
}

/** What can be seen of a file before it is sent, in words; null when nothing speaks against it. */
export function refuseFile(file: File, rule: Rule): string | null {
  const allowed = extensionsOf(rule)
  if (!allowed.some((ending) => file.name.toLowerCase().endsWith(ending)))
    return `文件类型不符，请上传 ${allowed.join('、')} 文件`
  if (file.size === 0) return '文件是空的，请填写后再上传'
  if (file.size > rule.maxBytes)
    return `文件超过 ${Math.floor(rule.maxBytes / 1024 / 1024)} MB，请减小后再上传`
  return null
}
