import type { z } from 'zod'
import { speakChinese } from '@linggong/shared/explain'

speakChinese()

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
