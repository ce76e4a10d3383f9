import { formatYuan } from '@linggong/shared'

/** "￥100.00至￥300.00", or one amount when both are the same. */
export function commissionText(min: number, max: number): string {
  return min === max ? formatYuan(min) : `${formatYuan(min)}至${formatYuan(max)}`
}
