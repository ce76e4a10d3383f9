import type { Services } from '../../services.ts'
import { LoginTicketModel } from './models/login-ticket.ts'
import { SessionModel } from './models/session.ts'
import { SmsCodeModel, SmsCodeTriesModel, SmsQuotaModel } from './models/sms-code.ts'

const day = 24 * 60 * 60_000
const smsKeptMs = 180 * day
const sessionKeptMs = 180 * day
const ticketKeptMs = day

/** Removes what the privacy policy no longer lets us keep: old codes, tickets and ended sessions. */
export async function sweepIdentity(services: Services): Promise<void> {
  const now = services.clock.now().getTime()
  const smsBefore = new Date(now - smsKeptMs)
  await SmsCodeModel.deleteMany({ createdAt: { $lt: smsBefore } })
  await SmsCodeTriesModel.deleteMany({ createdAt: { $lt: smsBefore } })
  await SmsQuotaModel.deleteMany({ lastAt: { $lt: smsBefore } })
  await LoginTicketModel.deleteMany({ expiresAt: { $lt: new Date(now - ticketKeptMs) } })
  await SessionModel.deleteMany({ expiresAt: { $lt: new Date(now - sessionKeptMs) } })
}
