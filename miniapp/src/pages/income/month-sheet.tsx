import { Text, View } from '@tarojs/components'
import { Popup } from '@nutui/nutui-react-taro'
import { aria } from '@/components/aria'
import { modified } from '@/components/class-names'
import { monthText } from '@/domain/words'

interface MonthSheetProps {
  open: boolean
  /** YYYY-MM, newest first. */
  months: readonly string[]
  chosen: string
  onChoose: (month: string) => void
  onClose: () => void
}

/** Months with income, to choose from in big rows. */
export function MonthSheet({ open, months, chosen, onChoose, onClose }: MonthSheetProps) {
  return (
    <Popup className="sheet-popup" visible={open} position="bottom" destroyOnClose onClose={onClose}>
      <View className="sheet">
        <Text className="sheet__title">看哪个月的收入</Text>
        <View className="months">
          {months.map((month, index) => (
            <View
              className={modified('row', { first: index === 0 })}
              key={month}
              {...aria('radio', { label: monthText(month), checked: month === chosen })}
              onClick={() => onChoose(month)}
            >
              <Text className="row__main">{monthText(month)}</Text>
              {month === chosen && <Text className="row__note">当前</Text>}
            </View>
          ))}
        </View>
      </View>
    </Popup>
  )
}
