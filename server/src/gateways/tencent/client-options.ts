import { RedirectAgent } from './redirect-agent.ts'
import type { TencentConfig } from './port.ts'

const defaultTimeoutMs = 5_000

/** Options shared by the SDK's clients: credentials, time-out and, if set, the redirection to another host. */
export function clientOptions(config: TencentConfig) {
  const reqTimeout = (config.timeoutMs ?? defaultTimeoutMs) / 1_000
  return {
    credential: { secretId: config.secretId, secretKey: config.secretKey },
    region: config.region ?? 'ap-guangzhou',
    profile: {
      httpProfile: config.baseUrl
        ? { reqTimeout, protocol: 'http://', agent: new RedirectAgent(config.baseUrl) }
        : { reqTimeout },
    },
  }
}
