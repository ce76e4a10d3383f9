import { Text, View } from '@tarojs/components'
import { formatTime, formatYuan } from '@linggong/shared'
import type { ResponseOf, getIncome } from '@linggong/shared'
import { serverNow } from '@/api/server-clock'
import { aria } from '@/components/aria'
import { Tag } from '@/components/tag'
import { paymentTone } from '@/domain/tones'
import { open } from '@/platform/navigation'

type Payment = ResponseOf<typeof getIncome>['payments'][number]

/** One payment in the month's list. */
export function PaymentLine({ payment }: { payment: Payment }) {
  const amount = formatYuan(payment.received)
  return (
    <View
      className="payment-line"
      {...aria('button', { label: `${payment.taskTitle}，${amount}，${payment.stateText}` })}
      onClick={() => open('payment', { id: payment.id })}
    >
      <View className="payment-line__main">
        <Text className="payment-line__title">{payment.taskTitle}</Text>
        <Text className="small">{payment.enterpriseName}</Text>
        <Text className="small">{formatTime(payment.at, serverNow())}</Text>
      </View>
      <View className="payment-line__side">
        <Text className="payment-line__amount">{amount}</Text>
        <Tag text={payment.stateText} tone={paymentTone(payment.state)} />
      </View>
    </View>
  )
}
