import { Fragment } from 'react'

/** Text whose links open in the phone. */
export function LinkedText({ text, open }: { text: string; open: (url: string) => void }) {
  return (
    <>
      {text.split(/(https?:\/\/[^\s，。；）】]+)/).map((part, index) =>
        index % 2 === 0 ? (
          <Fragment key={index}>{part}</Fragment>
        ) : (
          <a
            key={index}
            href={part}
            onClick={(event) => {
              event.preventDefault()
              open(part)
            }}
          >
            {part}
          </a>
        ),
      )}
    </>
  )
}
