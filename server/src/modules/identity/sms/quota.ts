import { smsPurposes } from '@linggong/shared/api/public'
import { dayOf } from '@linggong/shared/time'
import { AppError, isDuplicateKey } from '../../../errors.ts'
import { SmsQuotaModel, type SmsQuota } from '../models/sms-code.ts'
import { smsRules } from './limits.ts'

const hour = 60 * 60_000

/** Takes one of `max` under the key; false when all are taken. */
async function takeOne(key: string, max: number, now: Date): Promise<boolean> {
  try {
    await SmsQuotaModel.updateOne(
      { _id: key, count: { $lt: max } },
      { $inc: { count: 1 }, $set: { lastAt: now } },
      { upsert: true },
    )
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** Marks the key as used now unless it was used within `gapMs`; answers the seconds to wait, 0 when it was free. */
async function takeGap(key: string, gapMs: number, now: Date): Promise<number> {
  try {
    await SmsQuotaModel.updateOne(
      { _id: key, lastAt: { $lte: new Date(now.getTime() - gapMs) } },
      { $set: { lastAt: now }, $setOnInsert: { count: 0 } },
      { upsert: true },
    )
    return 0
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
  const row = await SmsQuotaModel.findById(key).lean<SmsQuota>()
  const since = row ? now.getTime() - row.lastAt.getTime() : 0
  return Math.max(Math.ceil((gapMs - since) / 1000), 1)
}

export interface SmsRequest {
  phoneIndex: string
  purpose: string
  /** The minute between two SMS is counted for each of these apart. */
  throttleBy: string | null
  ip: string
  now: Date
}

function keysOf({ phoneIndex, purpose, throttleBy, ip, now }: SmsRequest) {
  const isPublic = (smsPurposes as readonly string[]).includes(purpose)
  return {
    isPublic,
    gap: `gap:${phoneIndex}:${purpose}:${throttleBy ?? ''}`,
    day: `day:${dayOf(now)}:${phoneIndex}:${isPublic ? 'public' : purpose}`,
    address: `address:${Math.floor(now.getTime() / hour)}:${ip}`,
  }
}

/**
 * Takes the right to send one SMS; two requests at once get one.
 * @throws AppError SMS_TOO_OFTEN with the seconds to wait, SMS_LIMIT when the day's or the network's number is used up
 */
export async function takeSmsQuota(request: SmsRequest): Promise<void> {
  const { now } = request
  const { isPublic, gap, day, address } = keysOf(request)
  const seconds = await takeGap(gap, smsRules.resendAfter, now)
  if (seconds > 0) throw new AppError('SMS_TOO_OFTEN', { seconds })
  if (!(await takeOne(day, isPublic ? smsRules.publicPerDay : smsRules.operationPerDay, now))) {
    throw new AppError('SMS_LIMIT', { reason: '这个手机号今天获取验证码的次数已用完，请明天再试' })
  }
  if (isPublic && request.ip && !(await takeOne(address, smsRules.addressPerHour, now))) {
    throw new AppError('SMS_LIMIT', { reason: '您所在的网络获取验证码太频繁，请一小时后再试' })
  }
}

/** Gives the right back after the SMS certainly was not sent. */
export async function returnSmsQuota(request: SmsRequest): Promise<void> {
  const { gap, day } = keysOf(request)
  await SmsQuotaModel.updateOne({ _id: gap }, { $set: { lastAt: new Date(0) } })
  await SmsQuotaModel.updateOne({ _id: day }, { $inc: { count: -1 } })
}
