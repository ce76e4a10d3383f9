import { Fragment } from 'react'

/** A text of the product: lines that begin with # are headings, empty lines part paragraphs. */
export function PlainText({ text }: { text: string }) {
  return (
    <div className="plain-text">
      {text.split('\n').map((line, index) => {
        const key = `${index}-${line.slice(0, 12)}`
        const heading = /^(#{1,3}) (.+)$/.exec(line)
        if (heading?.[1] === '#') return <h3 key={key}>{heading[2]}</h3>
        if (heading) return <h4 key={key}>{heading[2]}</h4>
        return line.trim() === '' ? <Fragment key={key} /> : <p key={key}>{line}</p>
      })}
    </div>
  )
}
