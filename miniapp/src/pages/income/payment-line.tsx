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
  const { taskTitle, enterpriseName, stateText } = payment
  const amount = formatYuan(payment.received)
  const time = formatTime(payment.at, serverNow())
  return (
    <View
      className="payment-line"
      {...aria('button', { label: [taskTitle, enterpriseName, time, amount, stateText].join('，') })}
      onClick={() => open('payment', { id: payment.id })}
    >
      <View className="payment-line__main">
        <Text className="payment-line__title">{taskTitle}</Text>
        <Text className="small">{enterpriseName}</Text>
        <Text className="small">{time}</Text>
      </View>
      <View className="payment-line__side">
        <Text className="payment-line__amount">{amount}</Text>
        <Tag text={stateText} tone={paymentTone(payment.state)} />
      </View>
    </View>
  )
}
