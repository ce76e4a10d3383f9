import { safeReturn } from '@/routes'

export interface EntryParameters {
  scene: string | null
  ticket: string | null
  returnTo: string | null
  /** A face check that was done in the browser. */
  faceCheckId: string | null
  /** The trip through WeChat ended without a login. */
  wechatFailed: boolean
}

const scenePattern = /^[A-Za-z0-9_-]{4,64}$/

/**
 * What the entry page was opened with. Mini-program codes give `scene` percent-encoded; an Official Account
 * menu gives `to`; the OAuth route gives `ticket`. Anything of another form is ignored.
 */
export function entryParameters(parameters: Record<string, string | undefined>): EntryParameters {
  const scene = decode(parameters.scene).replace(/^scene=/, '')
  const ticket = decode(parameters.ticket)
  return {
    scene: scenePattern.test(scene) ? scene : null,
    ticket: ticket.length >= 10 ? ticket : null,
    returnTo: safeReturn(decode(parameters.to)),
    faceCheckId: /^[A-Za-z0-9_-]{1,64}$/.test(parameters.faceCheckId ?? '')
      ? (parameters.faceCheckId as string)
      : null,
    wechatFailed: parameters.error === 'wechat',
  }
}

function decode(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? '')
  } catch {
    return ''
  }
}
