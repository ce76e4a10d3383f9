import type { CommandContext } from '../../../command.ts'
import { CardModel, type Card } from '../models/card.ts'

/** The bank said that this card takes no payments (closed, lost …): it cannot be chosen or paid to any more. */
export async function markCardUnusable(c: CommandContext, cardId: string, reason: string): Promise<void> {
  const changed = await CardModel.findOneAndUpdate(
    { _id: cardId, usable: true },
    { $set: { usable: false } },
    { session: c.session },
  ).lean<Card>()
  if (!changed) return
  c.audit({ action: 'card.disable', subject: { type: 'card', id: cardId }, after: { usable: false }, reason })
}
