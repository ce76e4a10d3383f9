import { formatDay } from '@linggong/shared/time'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import type { Services } from '../../services.ts'
import { notify } from '../notifications/public.ts'
import { idCardExpiring } from './events.ts'
import { RegistrationModel, type Registration } from './models/registration.ts'

/** Thirty days before the card on file ends: told once, unless a renewed card was photographed meanwhile. */
export async function remindIdCard(
  services: Services,
  payload: { personId: string; validTo: string },
): Promise<void> {
  const { personId, validTo } = payload
  await runCommand(services, systemActor('id-card-reminder'), async (c) => {
    const registration = await RegistrationModel.findOne({ personId }).session(c.session).lean<Registration>()
    if (registration?.idCard?.validTo !== validTo) return
    c.emit(idCardExpiring({ personId, validTo }))
    await notify(c, {
      to: { personId },
      event: 'id-card-expiring',
      key: `${personId}:${validTo}`,
      data: { validTo: formatDay(validTo, c.now) },
    })
    c.audit({
      action: 'registration.id-card-expiring',
      subject: { type: 'registration', id: registration._id },
      after: { validTo },
    })
  })
}
