import { engagementMachine } from '@linggong/shared/states/organisation'
import { endOfDay } from '@linggong/shared/time'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { engagementActivated } from '../events.ts'
import { tellEnterprise } from '../messages.ts'
import { EngagementModel } from '../models.ts'

export const expiryDue = 'engagement-expiry'
export const expiryNoticeDue = 'engagement-expiry-notice'
const noticeDays = 30

/** What happened to a contract, and the engagement's event that follows. */
const consequences = {
  sent: 'start-signing',
  completed: 'activate',
  declined: 'decline',
  expired: 'lapse',
} as const

/** Takes an engagement along with its contract. Says nothing twice: an event that came before changes nothing. */
export async function followContract(
  c: CommandContext,
  { envelopeId, happened }: { envelopeId: string; happened: keyof typeof consequences },
): Promise<void> {
  const engagement = await EngagementModel.findOne({ envelopeId }).session(c.session)
  const event = consequences[happened]
  if (!engagement || !engagementMachine.transitions[event].from.includes(engagement.state as never)) return
  await transition(EngagementModel, engagement, engagementMachine, event, c)
  const { _id: engagementId, enterpriseId, providerId, termTo } = engagement
  if (happened === 'sent') await tellEnterprise(c, engagement, `signing:${envelopeId}`, '合同已生成，请签署')
  if (happened !== 'completed' || !termTo) return
  const end = endOfDay(termTo)
  c.due({ kind: expiryDue, key: `${engagementId}:${termTo}`, dueAt: end, payload: { engagementId, termTo } })
  c.due({
    kind: expiryNoticeDue,
    key: `${engagementId}:${termTo}`,
    dueAt: new Date(end.getTime() - noticeDays * 86_400_000),
    payload: { engagementId, termTo },
  })
  c.emit(engagementActivated({ engagementId, enterpriseId, providerId }))
}
