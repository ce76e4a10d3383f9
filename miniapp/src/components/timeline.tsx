import { Text, View } from '@tarojs/components'
import { formatTime } from '@linggong/shared'
import { serverNow } from '@/api/server-clock'
import { modified } from './class-names'

/** What happened so far, newest first. */
export function Timeline({ entries }: { entries: { at: string; text: string }[] }) {
  const newestFirst = [...entries].sort((a, b) => b.at.localeCompare(a.at))
  return (
    <View>
      {newestFirst.map((entry, index) => (
        <View className="timeline__entry" key={`${entry.at}${entry.text}`}>
          <View className={modified('timeline__dot', { now: index === 0 })} />
          <View className="timeline__what">
            <Text>{entry.text}</Text>
            <Text className="small">{formatTime(entry.at, serverNow())}</Text>
          </View>
        </View>
      ))}
    </View>
  )
}
