import type { Service } from './http/service.ts'
import * as tencent from './tencent/index.ts'
import * as wechat from './wechat/index.ts'

/** The outside services that know nothing of each other; the bank is made apart since it has timers. */
export const services: readonly Service[] = [wechat, tencent]
