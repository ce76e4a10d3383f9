import type { ResponseOf, getMyContract } from '@linggong/shared'

type Contract = ResponseOf<typeof getMyContract>

/** What the worker should know about a contract in its state. */
export function contractAdvice(contract: Pick<Contract, 'state' | 'mine' | 'parties'>): string | null {
  const provider = contract.parties.find((party) => party.role === 'provider')?.name ?? '服务商'
  if (contract.state === 'draft') return '合同正在生成，几秒钟就好。'
  if (contract.state === 'completed') return '双方都已签署，合同有效。'
  if (contract.state === 'declined') return '合同已被拒签，没有生效。需要时可以在任务里重新签。'
  if (contract.state === 'expired') return '没有在期限内签完，已经过期。需要时可以在任务里重新签。'
  if (contract.state === 'revoked') return `${provider}已撤回这份合同。`
  if (!contract.mine) return `您已签名，等${provider}盖章。`
  return null
}
