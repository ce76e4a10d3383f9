import { Text, Textarea, View } from '@tarojs/components'
import { nativeLabel } from './aria'
import { modified } from './class-names'

interface TextAreaProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder: string
  maxLength: number
  error?: string | undefined
}

/** A labelled field of several lines. */
export function TextArea({ label, value, onChange, placeholder, maxLength, error }: TextAreaProps) {
  return (
    <View className="field">
      <Text className="field__label">{label}</Text>
      <View className={modified('field__box', { wrong: Boolean(error) })}>
        <Textarea
          {...nativeLabel(label)}
          className="field__area"
          placeholderClass="field__placeholder"
          value={value}
          placeholder={placeholder}
          maxlength={maxLength}
          onInput={(event) => onChange(event.detail.value)}
        />
      </View>
      {error && <Text className="field__note field__note--bad">{error}</Text>}
    </View>
  )
}
