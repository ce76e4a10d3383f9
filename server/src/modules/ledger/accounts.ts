/** Names of the ledger's accounts. All but `bank/` are guarded: never below zero. */
export const accounts = {
  /** Mirrors an account at the bank: minus the bank's own figure at every quiet moment. */
  bank: (accountNo: string) => `bank/${accountNo}`,
  available: (engagementId: string) => `sub/${engagementId}/available`,
  frozen: (engagementId: string) => `sub/${engagementId}/frozen`,
  commission: (providerId: string) => `prov/${providerId}/commission`,
  feeHeld: (providerId: string) => `prov/${providerId}/fee-held`,
  fee: (providerId: string) => `prov/${providerId}/fee`,
  taxHeld: (providerId: string) => `prov/${providerId}/tax-held`,
  tax: (providerId: string) => `prov/${providerId}/tax`,
  transit: (itemId: string) => `transit/${itemId}`,
  back: (itemId: string) => `back/${itemId}`,
  returned: (itemId: string) => `returned/${itemId}`,
  unclaimed: (transferId: string) => `unclaimed/${transferId}`,
  refund: (refundId: string) => `refund/${refundId}`,
} as const

/** Whether an account has a balance of its own that must stay at or above zero. */
export function isGuarded(account: string): boolean {
  return !account.startsWith('bank/')
}
