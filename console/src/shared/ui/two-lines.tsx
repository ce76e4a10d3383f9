import { Ellipsis } from './ellipsis'

/** A table cell with a main line and a fainter one below. */
export function TwoLines({ main, below }: { main: string; below: string }) {
  return (
    <div className="two-lines">
      <Ellipsis text={main} />
      <div className="two-lines__below">
        <Ellipsis text={below} />
      </div>
    </div>
  )
}
