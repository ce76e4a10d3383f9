import { Input, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Machine } from '@linggong/shared'

/** The filters of a list, in one row. */
export function FilterBar({ children, extra }: { children: ReactNode; extra?: ReactNode }) {
  return (
    <div className="filter-bar">
      <div className="filter-bar__fields">{children}</div>
      {extra}
    </div>
  )
}

/** Chooses one state of a machine, or all. */
export function StateFilter<State extends string>({
  machine,
  value,
  onChange,
  leaveOut = [],
}: {
  machine: Machine<State, string>
  value: string | undefined
  onChange: (state: State | undefined) => void
  leaveOut?: readonly NoInfer<State>[]
}) {
  const states = (Object.keys(machine.labels) as State[]).filter((state) => !leaveOut.includes(state))
  return (
    <Select<State>
      aria-label="状态"
      placeholder="全部状态"
      allowClear
      style={{ width: 160 }}
      value={(value as State | undefined) ?? null}
      onChange={(state) => onChange(state ?? undefined)}
      options={states.map((state) => ({ value: state, label: machine.labels[state] }))}
    />
  )
}

/** Searches on Enter, on the icon and when it is cleared. */
export function KeywordFilter({
  value,
  placeholder,
  onChange,
}: {
  value: string | undefined
  placeholder: string
  onChange: (keyword: string | undefined) => void
}) {
  const [text, setText] = useState(value ?? '')
  const [searched, setSearched] = useState(value)
  if (searched !== value) {
    setSearched(value)
    setText(value ?? '')
  }
  return (
    <Input.Search
      aria-label="关键词"
      placeholder={placeholder}
      allowClear
      style={{ width: 260 }}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={(keyword) => onChange(keyword.trim() || undefined)}
    />
  )
}
