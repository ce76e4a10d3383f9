const shanghai = 'Asia/Shanghai'

/** Fen as ￥1,234.56. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '−' : ''
  return `${sign}￥${(Math.abs(fen) / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

/** A plain decimal of yuan with at most two places as fen; undefined for anything else. */
export function toFen(text: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(',', ''))
  if (!match) return undefined
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return fen > 0 ? fen : undefined
}

/** 今天 14:20, 昨天 14:20 or 11月3日 14:20, seen from `now`. */
export function timeOf(iso: string, now: string): string {
  const time = new Date(iso).toLocaleTimeString('zh-CN', {
    timeZone: shanghai,
    hour: '2-digit',
    minute: '2-digit',
  })
  const days = dayNumber(now) - dayNumber(iso)
  if (days === 0) return `今天 ${time}`
  if (days === 1) return `昨天 ${time}`
  return `${new Date(iso).toLocaleDateString('zh-CN', { timeZone: shanghai, month: 'long', day: 'numeric' })} ${time}`
}

export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString('zh-CN', { timeZone: shanghai, hour: '2-digit', minute: '2-digit' })
}

export function longDate(iso: string): string {
  return new Date(iso).toLocaleDateString('zh-CN', {
    timeZone: shanghai,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  })
}

/** YYYY-MM-DD in Asia/Shanghai. */
export function isoDay(iso: string): string {
  return new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** How far business time is ahead of real time, in words; empty when it is not. */
export function aheadOf(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000)
  if (minutes === 0) return ''
  const days = Math.floor(minutes / 1_440)
  const hours = Math.floor((minutes % 1_440) / 60)
  const rest = [days && `${days} 天`, hours && `${hours} 小时`, minutes % 60 && `${minutes % 60} 分钟`]
  return `比真实时间${offsetMs > 0 ? '快' : '慢'} ${rest.filter(Boolean).join(' ')}`
}

const dayNumber = (iso: string): number => Math.floor((new Date(iso).getTime() + 8 * 3_600_000) / 86_400_000)

/** A card or account number in groups of four. */
export function grouped(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ')
}
