import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useConfig } from '@/api/use-config'
import { Action } from '@/components/action'
import { Page } from '@/components/page'
import { helpTopics } from '@/domain/help-topics'

/** Answers to common questions, and the service line. */
export default function HelpPage() {
  const config = useConfig()
  const hotline = config.data?.serviceHotline
  const dial = (phoneNumber: string) => void Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)
  return (
    <Page
      title="帮助"
      {...(hotline ? { action: <Action onTap={() => dial(hotline)}>{`拨打客服 ${hotline}`}</Action> } : {})}
    >
      {helpTopics.map((topic) => (
        <View className="card" key={topic.question}>
          <Text className="card__title">{topic.question}</Text>
          <Text>{topic.answer}</Text>
        </View>
      ))}
    </Page>
  )
}
