import type { ReactNode } from 'react'
import { Input, Text, View } from '@tarojs/components'
import type { InputProps } from '@tarojs/components'
import { nativeLabel } from './aria'
import { modified } from './class-names'

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder: string
  /** What is wrong with the value. */
  error?: string | undefined
  note?: string | undefined
  type?: InputProps['type']
  maxLength?: number
  side?: ReactNode
  onBlur?: () => void
}

// In a browser a number field would refuse the spaces of a card number and drop leading zeros.
const digitsType = process.env.TARO_ENV === 'h5' ? ('tel' as InputProps['type']) : 'number'

/** A labelled one-line field; what was typed stays, and what is wrong stands under it. */
export function Field({
  label,
  value,
  onChange,
  placeholder,
  error,
  note,
  type = 'text',
  maxLength = 60,
  side,
  onBlur,
}: FieldProps) {
  return (
    <View className="field">
      <Text className="field__label">{label}</Text>
      <View className={modified('field__box', { wrong: Boolean(error) })}>
        <Input
          {...nativeLabel(label)}
          className="field__input"
          placeholderClass="field__placeholder"
          type={type === 'number' ? digitsType : type}
          value={value}
          placeholder={placeholder}
          maxlength={maxLength}
          onInput={(event) => onChange(event.detail.value)}
          onBlur={() => onBlur?.()}
        />
        {side}
      </View>
      {error ? (
        <Text className="field__note field__note--bad">{error}</Text>
      ) : (
        note && <Text className="field__note">{note}</Text>
      )}
    </View>
  )
}
