import { Alert } from 'antd'
import { Link } from 'react-router'
import { formatYuan } from '@linggong/shared'
import { FormWithAside } from '@/shared/form/form-sections'
import { useCan } from '@/shared/session'
import { Panel } from '@/shared/ui/page'
import type { BatchDetail } from '../parts/types'
import { BatchAside } from './batch-aside'
import { BatchSums } from './batch-sums'
import { batchTotal } from './batch-words'
import { ConfirmButtons } from './confirm-buttons'
import { ItemsTable } from './items-table'
import { UploadBatchFile } from './upload-step'

/** Everything to look at before the money moves, and the two ways to let it. */
export function ConfirmStep({ batch }: { batch: BatchDetail }) {
  const can = useCan()
  const missing = batchTotal(batch) - batch.available
  const aside = (
    <>
      <Panel title="打款金额">
        <BatchSums batch={batch} />
        {missing > 0 && (
          <Alert
            type="error"
            showIcon
            style={{ marginTop: 12 }}
            title={`余额还差 ${formatYuan(missing)}`}
            description={<Link to="/enterprise/account">查看充值方式</Link>}
          />
        )}
        <ConfirmButtons batch={batch} disabled={missing > 0 || batch.itemCount === 0} />
      </Panel>
      <BatchAside batch={batch} />
    </>
  )
  return (
    <FormWithAside aside={aside}>
      <Alert
        type="success"
        showIcon
        className="error-alert"
        title={`${batch.itemCount} 笔都已通过校验，请核对后确认打款`}
        description="确认时会再核对一次。确认后佣金和服务费先冻结，再划到服务商账户，付给灵工本人的结算卡。"
      />
      <Panel
        flush
        title={batch.fileName ?? '付款明细'}
        extra={
          can('payout.prepare') && <UploadBatchFile batch={batch} label="重新上传全部明细" type="default" />
        }
      >
        <ItemsTable batch={batch} />
      </Panel>
    </FormWithAside>
  )
}
