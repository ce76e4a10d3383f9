import { View } from '@tarojs/components'
import { Step, Steps } from '@nutui/nutui-react-taro'

/** The three visible steps of registering. `current` is 1 to 3. */
export function RegisterSteps({ current }: { current: 1 | 2 | 3 }) {
  return (
    <View className="register-steps">
      <Steps value={current} type="text" layout="double" status="dynamic">
        <Step value={1} title="实名认证" />
        <Step value={2} title="结算卡" />
        <Step value={3} title="证件照" />
      </Steps>
    </View>
  )
}
