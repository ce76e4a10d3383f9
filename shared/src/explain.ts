import { z } from 'zod'

const units: Record<string, string> = { string: ' 个字', array: ' 项', set: ' 项' }

/** Plain Chinese for what the contracts do not word themselves, alike in a form and in the server's answer. */
function explain(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? '此项必填' : '格式不正确'
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return '此项必填'
      return `不能少于 ${issue.minimum}${units[issue.origin] ?? ''}`
    case 'too_big':
      return `不能超过 ${issue.maximum}${units[issue.origin] ?? ''}`
    case 'invalid_value':
      return '请从给出的选项中选择'
    case 'unrecognized_keys':
      return `有不认识的字段：${issue.keys.join('、')}`
    default:
      return '格式不正确'
  }
}

/** Makes zod speak Chinese in this program. */
export function speakChinese(): void {
  z.config({ localeError: explain })
}
