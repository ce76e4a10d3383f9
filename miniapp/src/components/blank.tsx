import type { ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { modified } from './class-names'

interface BlankProps {
  title: string
  text: string
  ok?: boolean
  action?: ReactNode
}

/** A page or list without content: says why, and what fills it. With `ok` it says that something is done. */
export function Blank({ title, text, ok = false, action }: BlankProps) {
  return (
    <View className="blank">
      <View className={modified('blank__mark', { ok })}>
        <View className={ok ? 'blank__mark-tick' : 'blank__mark-line'} />
      </View>
      <Text className="blank__title">{title}</Text>
      <Text className="blank__text">{text}</Text>
      {action && <View className="blank__action">{action}</View>}
    </View>
  )
}
