import { Tooltip } from 'antd'
import { formatDay, formatExact, formatTime } from '@linggong/shared'
import { serverNow } from '../clock'

/** "今天 14:20" by the product's clock, with the exact second on hover. */
export function TimeText({ at }: { at: string | null | undefined }) {
  if (!at) return <span className="faint">–</span>
  return (
    <Tooltip title={formatExact(at)}>
      <time dateTime={at} className="num">
        {formatTime(at, serverNow())}
      </time>
    </Tooltip>
  )
}

/** "11月3日" of a YYYY-MM-DD or a time. */
export function DayText({ day }: { day: string | null | undefined }) {
  if (!day) return <span className="faint">–</span>
  return <time dateTime={day}>{formatDay(day, serverNow())}</time>
}
