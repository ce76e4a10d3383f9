import type { CommandContext } from '../../command.ts'
import { contentField, NotificationModel } from './model.ts'
import type { Recipient } from './recipient.ts'
import { templates, type NotificationData, type NotificationEvent } from './templates.ts'

export const notificationDue = 'notification'

export interface NotifyInput<Event extends NotificationEvent> {
  to: Recipient
  event: Event
  /** What happened to whom, as in an assignment's id: the same event with the same key is sent once for ever. */
  key: string
  data: NotificationData<Event>
  /** Page of the app or the console to open, with its query; the template's own page by default. */
  page?: string
}

/** Queues a message in the command's transaction; a job sends it after the commit. */
export async function notify<Event extends NotificationEvent>(
  c: CommandContext,
  input: NotifyInput<Event>,
): Promise<void> {
  const { to, event, key, data, page } = input
  const filter = { event, key }
  if (await NotificationModel.exists(filter).session(c.session)) return
  const phone = 'phone' in to ? to.phone : null
  const content = c.services.vault.encryptField(contentField, JSON.stringify({ phone, data }))
  const [created] = await NotificationModel.create(
    [
      {
        ...filter,
        personId: 'personId' in to ? to.personId : null,
        accountId: 'accountId' in to ? to.accountId : null,
        content,
        page: page ?? templates[event].page,
      },
    ],
    { session: c.session },
  )
  if (!created) throw new Error('the notification was not stored')
  c.due({ kind: notificationDue, key: created._id, dueAt: c.now, payload: { notificationId: created._id } })
}
