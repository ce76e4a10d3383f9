import { Text, View } from '@tarojs/components'
import { aria } from './aria'
import { modified } from './class-names'

interface RowProps {
  label: string
  value?: string | null | undefined
  note?: string | null | undefined
  first?: boolean
  onTap?: () => void
}

/** One line of a card: a label and its value, or a way to another page. */
export function Row({ label, value, note, first = false, onTap }: RowProps) {
  const tappable = onTap
    ? { ...aria('button', { label: [label, value, note].filter(Boolean).join('，') }), onClick: onTap }
    : {}
  return (
    <View className={modified('row', { first })} {...tappable}>
      <Text className={modified('row__label', { main: Boolean(onTap) })}>{label}</Text>
      <Text className="row__value">{value ?? ''}</Text>
      {note && <Text className="row__note">{note}</Text>}
      {onTap && <View className="chevron" />}
    </View>
  )
}
