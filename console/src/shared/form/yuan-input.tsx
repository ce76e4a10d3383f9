import { Input } from 'antd'
import { useState } from 'react'
import { parseYuan, plainYuan } from '@linggong/shared'

/**
 * An amount typed in yuan, held in fen. What is not a plain decimal above zero with at most two places is held as
 * null, so that the form's rule refuses it; zero is held as 0 when `zero` allows it.
 */
export function YuanInput({
  id,
  value,
  onChange,
  placeholder = '0.00',
  disabled,
  zero,
}: {
  id?: string
  value?: number | null
  onChange?: (fen: number | null) => void
  placeholder?: string
  disabled?: boolean
  zero?: boolean
}) {
  const [typed, setTyped] = useState('')
  const read = (text: string): number | null =>
    zero && /^0(\.0{1,2})?$/.test(text.trim()) ? 0 : parseYuan(text)
  const given = value ?? null
  // What was typed stands as long as it means the value; a value from elsewhere (a reset, a default) replaces it.
  const text = read(typed) === given ? typed : given === null ? '' : plainYuan(given)
  return (
    <Input
      {...(id ? { id } : {})}
      className="yuan-input"
      inputMode="decimal"
      prefix="￥"
      placeholder={placeholder}
      disabled={disabled === true}
      value={text}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange?.(read(event.target.value))
      }}
    />
  )
}
