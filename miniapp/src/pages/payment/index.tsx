import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { formatYuan, getPayment } from '@linggong/shared'
import type { StateOf, itemMachine } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { Loaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Row } from '@/components/row'
import { Tag } from '@/components/tag'
import { Timeline } from '@/components/timeline'
import { paymentTone } from '@/domain/tones'
import { cardText } from '@/domain/words'
import { open } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

/** Where the card may be what is wrong. */
const cardStates = new Set<StateOf<typeof itemMachine>>(['failed', 'settled-back', 'returned'])

/** One payment: what arrived, how it was computed, to which card, and where it is now. */
export default function PaymentPage() {
  const { params } = useRouter()
  const signedIn = useSession()
  const id = params.id ?? ''
  const query = useApi(getPayment, { params: { id } }, { enabled: signedIn && id !== '' })
  return (
    <Page
      title="收入详情"
      action={
        query.data && cardStates.has(query.data.state) ? (
          <Action onTap={() => open('myCards')}>检查银行卡</Action>
        ) : null
      }
    >
      <Loaded query={query}>
        {(payment) => (
          <>
            <View className="card">
              <View className="task-card__top">
                <Text className="small">{payment.state === 'paid' ? '实际到账' : '税后金额'}</Text>
                <Tag text={payment.stateText} tone={paymentTone(payment.state)} />
              </View>
              <Text className="amount">{formatYuan(payment.received)}</Text>
              <Text className="small">{payment.taskTitle}</Text>
            </View>
            {payment.failureText && <Notice tone="bad" text={payment.failureText} />}
            <View className="card card--flush">
              <Row first label="税前佣金" value={formatYuan(payment.amount)} />
              <Row label="代扣个税" value={formatYuan(payment.tax)} />
              <Row label="收款卡" value={cardText({ bankName: payment.bankName, tail: payment.cardTail })} />
              <Row label="付款企业" value={payment.enterpriseName} />
              <Row label="服务商" value={payment.providerName} />
              {payment.remark && <Row label="备注" value={payment.remark} />}
              <Row label="付款编号" value={payment.number} />
            </View>
            <View className="card">
              <Text className="card__title">个税怎么算的</Text>
              <Text>{payment.taxText}</Text>
            </View>
            <View className="card">
              <Text className="card__title">进度</Text>
              <Timeline entries={payment.timeline} />
            </View>
          </>
        )}
      </Loaded>
    </Page>
  )
}
