import { useEffect } from 'react'
import type { ReactNode } from 'react'

/** A page: its title (also the tab's), one line that says what it is for, and its main buttons at the right. */
export function Page({
  title,
  note,
  extra,
  children,
}: {
  title: string
  note?: ReactNode
  extra?: ReactNode
  children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · 灵工台`
  }, [title])
  return (
    <div className="page">
      <header className="page__head">
        <div className="page__words">
          <h1 className="page__title">{title}</h1>
          {note ? <div className="page__note">{note}</div> : null}
        </div>
        {extra ? <div className="page__extra">{extra}</div> : null}
      </header>
      {children}
    </div>
  )
}

/** A white block of a page, with an optional heading. */
export function Panel({
  title,
  extra,
  children,
  flush,
}: {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  /** No inner margin: for tables. */
  flush?: boolean
}) {
  return (
    <section className={flush ? 'panel panel--flush' : 'panel'}>
      {title || extra ? (
        <div className="panel__head">
          <h2 className="panel__title">{title}</h2>
          {extra}
        </div>
      ) : null}
      {children}
    </section>
  )
}
