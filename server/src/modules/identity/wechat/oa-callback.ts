import type Router from '@koa/router'
import { isDuplicateKey } from '../../../errors.ts'
import { createWechatCallback } from '../../../gateways/wechat/callback.ts'
import { stateOf } from '../../../http/state.ts'
import type { Services } from '../../../services.ts'
import { HandledMessageModel } from '../models/wechat-state.ts'
import { replyTo } from './replies.ts'

const path = '/wechat/callback'

/** True for the first message of this key. */
async function isFirst(key: string): Promise<boolean> {
  try {
    await HandledMessageModel.create({ _id: key, at: new Date() })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

async function forget(key: string): Promise<void> {
  await HandledMessageModel.deleteOne({ _id: key })
}

/** Where WeChat tells what people do in the Official Account. */
export function mountOaCallback(router: Router, services: Services): void {
  const callback = createWechatCallback(services.config.wechat, replyTo(services), isFirst, forget)
  router.all(path, async (ctx, next) => {
    stateOf(ctx).pattern = path
    await callback(ctx, next)
  })
}
