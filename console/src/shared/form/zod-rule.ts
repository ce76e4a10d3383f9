import { z } from 'zod'

const units: Record<string, string> = { string: '个字', array: '项' }

/** Plain Chinese for what the contracts do not word themselves. */
function explain(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? '此项必填' : '格式不正确'
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return '此项必填'
      return `不能少于 ${issue.minimum}${units[issue.origin] ? ` ${units[issue.origin]}` : ''}`
    case 'too_big':
      return `不能超过 ${issue.maximum}${units[issue.origin] ? ` ${units[issue.origin]}` : ''}`
    case 'invalid_value':
      return '请从给出的选项中选择'
    default:
      return '格式不正确'
  }
}

z.config({ localeError: explain })

/** A field rule of a form from a schema of the contracts: the page refuses what the server would refuse. */
export function zodRule(schema: z.ZodType): {
  required: boolean
  validator: (rule: unknown, value: unknown) => Promise<void>
} {
  return {
    required: !schema.safeParse(undefined).success,
    async validator(_rule, value) {
      const result = schema.safeParse(value === '' ? undefined : value)
      if (!result.success) throw new Error(result.error.issues[0]?.message ?? '格式不正确')
    },
  }
}
