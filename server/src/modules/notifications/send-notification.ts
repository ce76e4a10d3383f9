import { GatewayError } from '../../gateways/gateway-error.ts'
import { RetryLater, type DueRowInfo } from '../../jobs/registry.ts'
import type { Services } from '../../services.ts'
import { contentField, NotificationModel, type Channel, type Notification } from './model.ts'
import type { ReachableBy, Recipient } from './recipient.ts'
import { smsParams, templates } from './templates.ts'

/** Runs after which an unavailable service is passed over for the next channel. */
const patience = 4
const phoneBusyMs = 60_000

interface Content {
  phone: string | null
  data: Record<string, string>
}

/** A channel that exists for the recipient: answers null when it worked, else the code of the refusal. */
interface Way {
  channel: Channel
  send(): Promise<string | null>
}

function recipientOf({ personId, accountId }: Notification, { phone }: Content): Recipient {
  if (personId) return { personId }
  if (accountId) return { accountId }
  return { phone: phone ?? '' }
}

function linkTo(services: Services, { event, page }: Notification): string {
  const { publicUrl } = services.config
  return templates[event].app === 'worker' ? `${publicUrl}/w/#/${page}` : `${publicUrl}/${page}`
}

function waysTo(
  services: Services,
  notification: Notification,
  data: Record<string, string>,
  by: ReachableBy,
): Way[] {
  const { wechat, tencent } = services.gateways
  const { event, page } = notification
  const ways: Way[] = []
  const link = data['link'] ?? linkTo(services, notification)
  if (by.oaOpenid) {
    const openid = by.oaOpenid
    ways.push({
      channel: 'wechat-template',
      send: () => wechat.sendTemplate({ openid, template: event, url: link, data }).then(() => null),
    })
  }
  if (by.mpOpenid) {
    const openid = by.mpOpenid
    ways.push({
      channel: 'wechat-subscribe',
      send: () => wechat.sendSubscribe({ openid, template: event, page, data }).then(() => null),
    })
  }
  if (by.phone) {
    const phone = by.phone
    const params = smsParams(event, { ...data, link })
    ways.push({
      channel: 'sms',
      async send() {
        const outcome = await tencent.sendSms({ phone, template: event, params })
        if (outcome.ok) return null
        if (outcome.failed.endsWith('ThirtySecondLimit')) throw new RetryLater(phoneBusyMs)
        return outcome.failed
      },
    })
  }
  return ways
}

/** Tries one way; a service that does not answer is tried again later, a few times, before it is passed over. */
async function attempt(way: Way, attempts: number): Promise<string | null> {
  try {
    return await way.send()
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    if (error.kind !== 'rejected' && attempts < patience) throw error
    return error.code ?? error.kind
  }
}

/** Sends a queued message by the first way that works and records it; does nothing when it was sent before. */
export async function sendNotification(
  services: Services,
  payload: { notificationId: string },
  row: DueRowInfo,
): Promise<void> {
  const notification = await NotificationModel.findById(payload.notificationId).lean<Notification>()
  if (!notification || notification.state !== 'queued') return
  const content = JSON.parse(services.vault.decryptField(contentField, notification.content)) as Content
  const by = await services.resolvers.recipient(services, recipientOf(notification, content))

  const failures: Notification['failures'] = []
  for (const way of waysTo(services, notification, content.data, by)) {
    const code = await attempt(way, row.attempts)
    if (code !== null) {
      failures.push({ channel: way.channel, code })
      continue
    }
    const sent = { state: 'sent' as const, channel: way.channel, sentAt: services.clock.now(), failures }
    await NotificationModel.updateOne({ _id: notification._id }, { $set: sent })
    return
  }
  await NotificationModel.updateOne({ _id: notification._id }, { $set: { state: 'failed', failures } })
  services.logger.warn(
    { event: notification.event, notificationId: notification._id, failures },
    'message reached nobody',
  )
}
