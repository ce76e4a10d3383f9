import { Icon } from './icons.tsx'

/** An address to show; `visit` changes when the same address is opened again. */
export interface Visit {
  url: string
  visit: number
}

interface Props {
  person: { name: string }
  target: Visit
  onReload: () => void
}

/** Pages as WeChat's browser shows them. The frame stays while other apps of the phone are looked at. */
export function Browser({ person, target, onReload }: Props) {
  return (
    <div className="browser">
      <header>
        <span title={target.url}>{target.url.replace(/^https?:\/\//, '')}</span>
        <button type="button" aria-label="重新打开" title="重新打开" onClick={onReload}>
          <Icon name="reload" size={18} />
        </button>
        <a href={target.url} target="_blank" rel="noreferrer" aria-label="在新窗口打开" title="在新窗口打开">
          <Icon name="outside" size={18} />
        </a>
      </header>
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- the product's own pages, which need everything */}
      <iframe
        key={target.visit}
        src={target.url}
        title={`${person.name}的灵工台`}
        allow="camera; clipboard-write"
      />
    </div>
  )
}
