import { View } from '@tarojs/components'
import { aria } from './aria'

/** Grey shapes in place of `count` cards that are on their way. */
export function Bones({ count = 2 }: { count?: number }) {
  return (
    <View className="bones" {...aria('status', { label: '正在加载' })}>
      {Array.from({ length: count }, (_, index) => (
        <View className="card bones" key={index}>
          <View className="bone bone--tall" style={{ width: '45%' }} />
          <View className="bone" style={{ width: '88%' }} />
          <View className="bone" style={{ width: '62%' }} />
        </View>
      ))}
    </View>
  )
}
