import { businessNow } from './clock.ts'
import { createBankGateway } from './gateways/bank/gateway.ts'
import { createTencentGateway } from './gateways/tencent/gateway.ts'
import { createWechatGateway } from './gateways/wechat/gateway.ts'
import type { Gateways, Services } from './services.ts'
import { createTokenStore } from './wechat-token-store.ts'

/** The outside services as the configuration says where they are. */
export function createGateways({ config, vault }: Pick<Services, 'config' | 'vault'>): Gateways {
  return {
    wechat: createWechatGateway({
      ...config.wechat,
      tokenStore: (name) => createTokenStore(vault, name),
      now: () => businessNow().getTime(),
    }),
    tencent: createTencentGateway(config.tencent),
    bank: createBankGateway(config.bank),
  }
}
