import { z } from 'zod'
import { AppError } from '../errors.ts'

type Issue = z.core.$ZodRawIssue

const units: Record<string, string> = { string: '个字', array: '项', set: '项' }

/** Plain Chinese for what the schemas do not word themselves. */
function explain(issue: Issue): string | undefined {
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
    case 'unrecognized_keys':
      return `有不认识的字段：${issue.keys.join('、')}`
    default:
      return '格式不正确'
  }
}

z.config({ ...z.locales.zhCN(), localeError: explain })

/**
 * Reads one part of a request by its schema.
 * @throws AppError BAD_REQUEST with the first problem and the path of its field
 */
export function validate<T extends z.ZodType>(
  schema: T,
  part: 'params' | 'query' | 'body',
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const param = [part, ...(issue?.path ?? [])].join('.')
  throw new AppError('BAD_REQUEST', { reason: issue?.message ?? '格式不正确' }, param)
}
