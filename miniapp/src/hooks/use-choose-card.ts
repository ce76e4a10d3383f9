import { useState } from 'react'
import { chooseSettlementCard, getMe, getRegistration, listCards } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { call } from '@/api/client'
import { refresh, remember } from '@/api/use-api'
import { useIntent } from '@/hooks/use-intent'

type Cards = ResponseOf<typeof listCards>['rows']

/** Choosing the settlement card, in registration and later. */
export function useChooseCard(cards: Cards | undefined) {
  const [picked, setPicked] = useState<string | null>(null)
  const settlement = cards?.find((card) => card.isSettlement)?.id ?? null
  const onlyUsable = cards?.find((card) => card.usable)?.id ?? null
  const chosen = picked ?? settlement ?? onlyUsable
  const intent = useIntent('choose-settlement-card', (id: string, idempotencyKey) =>
    call(chooseSettlementCard, { params: { id }, idempotencyKey }),
  )
  const submit = async () => {
    if (!chosen) return undefined
    const done = await intent.submit(chosen)
    if (done) {
      remember(getRegistration, {}, done)
      refresh(getMe, listCards)
    }
    return done
  }
  return {
    chosen,
    changed: chosen !== settlement,
    pick: setPicked,
    submit,
    busy: intent.busy,
    error: intent.error,
  }
}
