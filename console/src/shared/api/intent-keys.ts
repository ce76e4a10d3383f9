import { createIntentKeys } from '@linggong/shared'

/** A file is the same content when its name, size and time are. */
function describeFile(_key: string, value: unknown): unknown {
  return value instanceof File ? [value.name, value.size, value.lastModified] : value
}

/** The wishes of this tab's life. */
export const intentKeys = createIntentKeys(describeFile)
