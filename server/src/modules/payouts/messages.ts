import type { CommandContext } from '../../command.ts'
import { formatExact } from '@linggong/shared/time'
import { asConsole } from '../../actor.ts'
import { organisationAdmins } from '../identity/public.ts'
import { notify, type NotificationEvent, type NotifyInput } from '../notifications/public.ts'
import type { Item } from './models/item.ts'

type Data<Event extends NotificationEvent> = NotifyInput<Event>['data']

/** Tells the payee of a payment, when the enterprise wished workers to be told; once per `key`. */
export async function tellWorker<Event extends NotificationEvent>(
  c: CommandContext,
  item: Pick<Item, '_id' | 'personId' | 'notifyWorker'>,
  event: Event,
  key: string,
  data: Data<Event>,
): Promise<void> {
  if (!item.notifyWorker) return
  await notify(c, {
    to: { personId: item.personId },
    event,
    key,
    data,
    page: `pages/payment/index?id=${item._id}`,
  })
}

/** Tells every administrator of an enterprise; once per `key`. */
export async function tellEnterprise<Event extends NotificationEvent>(
  c: CommandContext,
  enterpriseId: string,
  event: Event,
  key: string,
  data: Data<Event>,
  page: string,
): Promise<void> {
  for (const accountId of await organisationAdmins(enterpriseId, c.session)) {
    await notify(c, { to: { accountId }, event, key: `${key}:${accountId}`, data, page })
  }
}

/** Tells the account that acts of an important operation it has just done; once per step-up. */
export async function announce(c: CommandContext, stepUpId: string, operation: string): Promise<void> {
  const { accountId } = asConsole(c.actor)
  const data = { operation, time: formatExact(c.now) }
  await notify(c, { to: { accountId }, event: 'important-operation', key: stepUpId, data })
}
