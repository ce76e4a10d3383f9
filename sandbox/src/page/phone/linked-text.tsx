import { Fragment } from 'react'

interface Props {
  text: string
  /** Words of the text that lead somewhere although they are no address. */
  named?: { words: string; url: string } | undefined
  open: (url: string) => void
}

/** Text whose links open in the phone. */
export function LinkedText({ text, named, open }: Props) {
  const link = (words: string, url: string) => (
    <a
      href={url}
      onClick={(event) => {
        event.preventDefault()
        open(url)
      }}
    >
      {words}
    </a>
  )
  const at = named?.words ? text.indexOf(named.words) : -1
  if (named && at >= 0)
    return (
      <>
        <LinkedText text={text.slice(0, at)} open={open} />
        {link(named.words, named.url)}
        <LinkedText text={text.slice(at + named.words.length)} open={open} />
      </>
    )
  return (
    <>
      {text.split(/(https?:\/\/[^\s，。；）】]+)/).map((part, index) => (
        <Fragment key={index}>{index % 2 === 0 ? part : link(part, part)}</Fragment>
      ))}
    </>
  )
}
