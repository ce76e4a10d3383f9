export interface BankGatewayConfig {
  /** Without a trailing slash; the paths of the protocol are added to it. */
  baseUrl: string
  clientId: string
  /** PEM, PKCS #8. */
  clientPrivateKey: string
  /** PEM, SPKI. */
  publicKey: string
  /** How long to wait for an answer, in ms; default 5,000. */
  timeoutMs?: number
  /** The path the bank posts its notices to, part of what it signs; default /bank/callback. */
  callbackPath?: string
}
