import { Timeline } from 'antd'
import { TimeText } from './time'

/** What happened to an object, newest first. */
export function History({ entries }: { entries: readonly { at: string; text: string }[] }) {
  if (entries.length === 0) return <div className="faint">暂无记录</div>
  const newestFirst = entries.toSorted((a, b) => b.at.localeCompare(a.at))
  return (
    <Timeline
      className="history"
      items={newestFirst.map(({ at, text }, index) => ({
        key: `${at}-${index}`,
        color: index === 0 ? '#0b756c' : '#c6cdcb',
        content: (
          <div className="history__entry">
            <span>{text}</span>
            <span className="history__time">
              <TimeText at={at} />
            </span>
          </div>
        ),
      }))}
    />
  )
}
