import type { ReactNode } from 'react'

export interface Fact {
  label: string
  value: ReactNode
  /** Takes the whole row. */
  wide?: boolean
}

/** Labels and values of an object, in columns. */
export function Facts({ items, columns = 2 }: { items: Fact[]; columns?: number }) {
  return (
    <dl className="facts" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {items.map(({ label, value, wide }) => (
        <div key={label} className={wide ? 'facts__item facts__item--wide' : 'facts__item'}>
          <dt>{label}</dt>
          <dd>{value ?? <span className="faint">–</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
