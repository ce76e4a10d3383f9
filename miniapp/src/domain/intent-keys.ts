import { createIntentKeys } from '@linggong/shared'

/** The wishes of this app's life. */
export const intentKeys = createIntentKeys()
