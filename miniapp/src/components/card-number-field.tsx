import { useEffect, useState } from 'react'
import { isBankCard, recogniseCard } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { call } from '@/api/client'
import { groupedCardNumber } from '@/domain/words'
import { Field } from './field'

type Recognised = ResponseOf<typeof recogniseCard>

/** Looks the bank up once the number is complete; null while it is not, or when the bank is not known. */
function useRecognisedCard(cardNumber: string): Recognised | null {
  const [recognised, setRecognised] = useState<{ digits: string; card: Recognised } | null>(null)
  const digits = cardNumber.replace(/\s/g, '')
  useEffect(() => {
    if (digits.length < 15 || !isBankCard(digits)) return undefined
    let current = true
    const timer = setTimeout(() => {
      call(recogniseCard, { body: { cardNumber: digits } }).then(
        (card) => current && setRecognised({ digits, card }),
        () => undefined,
      )
    }, 400)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [digits])
  return recognised?.digits === digits ? recognised.card : null
}

interface CardNumberFieldProps {
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}

/** Card number in groups of four, with the bank's name as soon as it is known. */
export function CardNumberField({ value, onChange, error }: CardNumberFieldProps) {
  const recognised = useRecognisedCard(value)
  const wrongKind =
    recognised && recognised.type !== 'debit'
      ? `这是${recognised.bankName}的信用卡或预付卡，请换一张本人的储蓄卡`
      : undefined
  return (
    <Field
      label="银行卡号"
      placeholder="本人储蓄卡的卡号"
      type="number"
      maxLength={23}
      value={value}
      onChange={(text) => onChange(groupedCardNumber(text))}
      error={error ?? wrongKind}
      note={recognised ? `${recognised.bankName} 储蓄卡` : '佣金会打到您本人的储蓄卡，信用卡不能收款'}
    />
  )
}
