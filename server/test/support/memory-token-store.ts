import type { StoredToken, TokenName, TokenStore } from '../../src/gateways/wechat/port.ts'

/** Token stores in memory whose lock really waits, and how often each was saved. */
export function memoryTokenStores() {
  const tokens = new Map<TokenName, StoredToken>()
  const saves = new Map<TokenName, number>()
  const queues = new Map<TokenName, Promise<unknown>>()
  const tokenStore = (name: TokenName): TokenStore => ({
    load: async () => tokens.get(name) ?? null,
    save: async (token) => {
      tokens.set(name, token)
      saves.set(name, (saves.get(name) ?? 0) + 1)
    },
    withLock: async (work) => {
      const turn = (queues.get(name) ?? Promise.resolve()).then(work, work)
      queues.set(
        name,
        turn.catch(() => undefined),
      )
      return turn
    },
  })
  return { tokenStore, tokens, saves }
}
