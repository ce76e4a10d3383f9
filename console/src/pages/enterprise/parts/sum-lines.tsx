import type { ReactNode } from 'react'

export interface SumLine {
  label: string
  value: ReactNode
  /** The line that counts: larger, below a rule. */
  total?: boolean
}

/** Lines of label and value, values at the right. */
export function SumLines({ lines }: { lines: SumLine[] }) {
  return (
    <dl className="sum-lines">
      {lines.map(({ label, value, total }) => (
        <div key={label} className={total ? 'sum-line sum-line--total' : 'sum-line'}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
