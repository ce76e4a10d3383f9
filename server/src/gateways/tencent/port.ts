import type { SmsTemplate } from './sms-templates.ts'

/** What the person can do after a failed check: correct the input, wait, or use something else. */
export type RetryAdvice = 'fix' | 'later' | 'never'

/** Answer of the bank-card four-factor check. `result` is the service's own code, '0' means passed. */
export interface FourFactorAnswer {
  passed: boolean
  result: string
  retry: RetryAdvice
  /** Worker-facing Chinese sentence. */
  message: string
}

export type CardType = 'debit' | 'credit' | 'prepaid' | 'quasi-credit'

export interface CardInformation {
  bankName: string
  type: CardType
}

export interface FaceCheckStart {
  bizToken: string
  /** Page to open on the phone; valid for 7,200 s. */
  url: string
}

/** `pending` until the person has finished; `reason` is a worker-facing Chinese sentence of a failure. */
export interface FaceCheckOutcome {
  state: 'pending' | 'passed' | 'failed'
  reason?: string
}

export type IdCardSide = 'front' | 'back'

/** What was read; the front fills the first five, the back the last three. Dates are YYYY-MM-DD. */
export interface IdCardFields {
  name?: string
  sex?: '男' | '女'
  nation?: string
  birth?: string
  address?: string
  idNumber?: string
  authority?: string
  validFrom?: string
  /** YYYY-MM-DD, or `long-term` for cards without an end. */
  validTo?: string
}

/** One reason to take the photo again; `message` is worker-facing Chinese. */
export interface IdCardWarning {
  code: string
  message: string
}

export interface IdCardReading {
  fields: IdCardFields
  /** Empty when the photo can be accepted. An unreadable photo has no fields and one warning. */
  warnings: IdCardWarning[]
  /** 0–100; 50 is the lowest accepted. */
  quality: number
}

export type SmsOutcome = { ok: true; serial: string } | { ok: false; failed: string; message: string }

/**
 * Identity checks, card photos and SMS of Tencent Cloud. Every method throws GatewayError: `timeout` when no
 * trustworthy answer came, `unavailable` when nothing was done and trying again later may help, `rejected` when
 * it will not.
 */
export interface TencentGateway {
  verifyFourFactor(input: {
    name: string
    idNumber: string
    cardNumber: string
    phone: string
  }): Promise<FourFactorAnswer>
  /** Bank and type of a card; a card that is not known is `rejected` with code CARD_UNKNOWN. */
  cardInformation(cardNumber: string): Promise<CardInformation>
  startFaceCheck(input: {
    name: string
    idNumber: string
    redirectUrl: string
    extra?: string
  }): Promise<FaceCheckStart>
  faceCheckResult(bizToken: string): Promise<FaceCheckOutcome>
  recogniseIdCard(input: { image: Buffer; side: IdCardSide }): Promise<IdCardReading>
  /** Sends to one mainland number; a refusal of that number is an outcome, not an exception. */
  sendSms(input: { phone: string; template: SmsTemplate; params: readonly string[] }): Promise<SmsOutcome>
}

/** `baseUrl` is set only where the services are played by another host; production leaves it out. */
export interface TencentConfig {
  baseUrl?: string | undefined
  secretId: string
  secretKey: string
  /** Region of ocr and sms, e.g. ap-guangzhou. */
  region?: string | undefined
  faceRuleId: string
  smsAppId: string
  smsSign: string
  /** Approved template ids by event; an event without one is sent under its own name. */
  smsTemplates?: Partial<Record<SmsTemplate, string>> | undefined
  /** Time a call may take, in ms; 5,000 by default. */
  timeoutMs?: number | undefined
}
