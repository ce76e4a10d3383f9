import { formatYuan } from '@linggong/shared'

/** An amount of fen as ￥1,234.56 in figures of equal width; `signed` writes + before income. */
export function Money({
  fen,
  strong,
  signed,
}: {
  fen: number | null | undefined
  strong?: boolean
  signed?: boolean
}) {
  if (fen === null || fen === undefined) return <span className="faint">–</span>
  const classes = ['num', strong ? 'num--strong' : '', signed && fen > 0 ? 'num--in' : '']
  return (
    <span className={classes.filter(Boolean).join(' ')}>
      {signed && fen > 0 ? '+' : ''}
      {formatYuan(fen)}
    </span>
  )
}
