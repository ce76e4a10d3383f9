import type { ReactNode } from 'react'

/** A long form: its sections at the left, the summary at the right that stays in sight. */
export function FormWithAside({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="form-aside">
      <div className="form-aside__main">{children}</div>
      <aside className="form-aside__side" aria-label="摘要">
        {aside}
      </aside>
    </div>
  )
}

/** One section of a form: title, why it is asked, fields in two columns. */
export function FormSection({
  title,
  note,
  children,
}: {
  title: string
  note?: string
  children: ReactNode
}) {
  return (
    <section className="panel form-section">
      <h2 className="panel__title">{title}</h2>
      {note ? <p className="form-section__note">{note}</p> : null}
      <div className="form-section__fields">{children}</div>
    </section>
  )
}
