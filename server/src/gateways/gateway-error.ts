/** Which outside service a gateway error came from. */
export type GatewayService = 'wechat' | 'tencent' | 'bank'

/**
 * What is known after a failed call to an outside service:
 * - `timeout`: no trustworthy answer came; whether the service acted is UNKNOWN: query before trying again;
 * - `unavailable`: the service was certainly not reached or said it did nothing; the same request may be sent again;
 * - `rejected`: the service understood and refused; sending the same request again will not help.
 */
export type GatewayErrorKind = 'timeout' | 'unavailable' | 'rejected'

/** Every gateway throws only this error. `message` and `code` never hold secrets or personal data. */
export class GatewayError extends Error {
  readonly service: GatewayService
  readonly kind: GatewayErrorKind
  readonly code: string | undefined

  constructor(service: GatewayService, kind: GatewayErrorKind, message: string, code?: string) {
    super(message)
    this.name = 'GatewayError'
    this.service = service
    this.kind = kind
    this.code = code
  }
}
