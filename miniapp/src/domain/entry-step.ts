export type EntryStep =
  | { kind: 'exchange-ticket'; ticket: string }
  | { kind: 'continue-face'; faceCheckId: string }
  | { kind: 'go-on' }
  | { kind: 'mini-program-login' }
  | { kind: 'wechat-oauth' }
  | { kind: 'wechat-failed' }
  | { kind: 'login-page' }

/**
 * What the entry page does first. A ticket counts once, so reloading the page with an old one falls back
 * to the session, and a session saves every other way in. A failed trip through WeChat is not begun again
 * by itself.
 */
export function entryStep(facts: {
  ticket: string | null
  usedTicket: string | null
  faceCheckId: string | null
  hasSession: boolean
  isWeapp: boolean
  inWechat: boolean
  wechatFailed: boolean
}): EntryStep {
  if (facts.ticket && facts.ticket !== facts.usedTicket)
    return { kind: 'exchange-ticket', ticket: facts.ticket }
  if (facts.hasSession) return { kind: 'go-on' }
  if (facts.faceCheckId) return { kind: 'continue-face', faceCheckId: facts.faceCheckId }
  if (facts.isWeapp) return { kind: 'mini-program-login' }
  if (facts.wechatFailed) return { kind: 'wechat-failed' }
  return facts.inWechat ? { kind: 'wechat-oauth' } : { kind: 'login-page' }
}
