import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { formatYuan, getIncome, monthOf } from '@linggong/shared'
import { serverNow } from '@/api/server-clock'
import { useApi } from '@/api/use-api'
import { aria } from '@/components/aria'
import { Blank } from '@/components/blank'
import { Loaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { monthText } from '@/domain/words'
import { useSession } from '@/session/use-session'
import { MonthSheet } from './month-sheet'
import { PaymentLine } from './payment-line'

/** A month's income: the total, the tax, and each payment with its state in words. */
export default function IncomePage() {
  const { params } = useRouter()
  const signedIn = useSession()
  const [month, setMonth] = useState<string | undefined>(params.month)
  const [choosing, setChoosing] = useState(false)
  const query = useApi(getIncome, { query: month ? { month } : {} }, { enabled: signedIn })

  return (
    <Page>
      <Loaded query={query}>
        {(income) => {
          const months = withThisMonth(income.months, income.month)
          return (
            <>
              <View className="income-head">
                <View
                  className="month"
                  {...aria('button', { label: `${monthText(income.month)}到账，换月份` })}
                  onClick={() => setChoosing(true)}
                >
                  <Text>{`${monthText(income.month)}到账`}</Text>
                  <View className="chevron chevron--down" />
                </View>
                <Text className="amount">{formatYuan(income.received)}</Text>
                <Text className="small">{`已代扣个税 ${formatYuan(income.tax)}`}</Text>
              </View>
              <MonthSheet
                open={choosing}
                months={months}
                chosen={income.month}
                onChoose={(chosen) => {
                  setMonth(chosen)
                  setChoosing(false)
                }}
                onClose={() => setChoosing(false)}
              />
              {income.payments.length === 0 ? (
                <Blank
                  title="这个月还没有收入"
                  text="完成任务后企业发放佣金，付款一发起就会出现在这里，到账时通知您。"
                />
              ) : (
                <View className="card card--flush">
                  {income.payments.map((payment) => (
                    <PaymentLine key={payment.id} payment={payment} />
                  ))}
                </View>
              )}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

/** Months to choose from, newest first: those with payments, the shown one and the current one. */
function withThisMonth(months: readonly string[], shown: string): string[] {
  return [...new Set([monthOf(serverNow()), shown, ...months])].sort().reverse()
}
