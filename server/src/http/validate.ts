import type { z } from 'zod'
import { speakChinese } from '@linggong/shared/explain'
import { AppError } from '../errors.ts'

speakChinese()

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
