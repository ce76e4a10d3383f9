import { Progress } from 'antd'
import { Panel } from '@/shared/ui/page'
import type { BatchDetail } from '../parts/types'

/** How far the validation of the file has come. */
export function ValidatingStep({ batch }: { batch: BatchDetail }) {
  const { checked, rowCount, fileName } = batch
  const percent = rowCount > 0 ? Math.floor((checked / rowCount) * 100) : 0
  return (
    <Panel>
      <div className="validating" role="status">
        <div className="validating__title">正在校验{fileName ? `“${fileName}”` : '明细'}</div>
        <Progress percent={percent} status="active" aria-label="校验进度" />
        <div className="faint num">
          已校验 {checked} / {rowCount} 行，可以离开此页，校验会继续进行
        </div>
      </div>
    </Panel>
  )
}
