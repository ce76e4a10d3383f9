/** Who is told. A phone is for people who have no account yet. */
export type Recipient = { personId: string } | { accountId: string } | { phone: string }

/** The ways to a recipient that exist now. */
export interface ReachableBy {
  oaOpenid?: string
  mpOpenid?: string
  phone?: string
}
