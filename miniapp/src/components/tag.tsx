import { Text } from '@tarojs/components'
import type { Tone } from '@/domain/tones'
import { modified } from './class-names'

/** A state in one or two words. */
export function Tag({ text, tone }: { text: string; tone: Tone }) {
  return <Text className={modified('tag', { [tone]: true })}>{text}</Text>
}
