import type { Piece } from './template-text'
import { readTemplate } from './template-text'

/** The text as it prints, its variables shown by what they stand for. */
export function TemplatePreview({
  title,
  body,
  variables,
}: {
  title: string
  body: string
  variables: readonly { name: string; label: string }[]
}) {
  const labels = new Map(variables.map(({ name, label }) => [name, label]))
  const show = (piece: Piece, index: number) =>
    'text' in piece ? (
      <span key={index}>{piece.text}</span>
    ) : (
      <mark key={index} className={labels.has(piece.variable) ? 'blank' : 'blank blank--unknown'}>
        {labels.get(piece.variable) ?? piece.variable}
      </mark>
    )
  return (
    <article className="paper" aria-label="合同预览">
      <h3 className="paper__title">{title}</h3>
      {readTemplate(body).map(({ heading, pieces }, index) =>
        heading ? <h4 key={index}>{pieces.map(show)}</h4> : <p key={index}>{pieces.map(show)}</p>,
      )}
    </article>
  )
}
