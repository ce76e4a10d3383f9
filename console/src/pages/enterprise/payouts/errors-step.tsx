import { Alert, Button, Table } from 'antd'
import { useState } from 'react'
import { downloadFailedRows, getBatch, listBatches, listBatchErrors, removeErrorRows } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { FormWithAside } from '@/shared/form/form-sections'
import { useCan } from '@/shared/session'
import { DownloadButton } from '@/shared/ui/download-button'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { ErrorState } from '@/shared/ui/error-state'
import { Money } from '@/shared/ui/money'
import { Panel } from '@/shared/ui/page'
import { useConfirm } from '@/shared/ui/use-confirm'
import { SumLines } from '../parts/sum-lines'
import type { BatchDetail } from '../parts/types'
import { BatchAside } from './batch-aside'
import { UploadBatchFile } from './upload-step'

function adviceFor({ errorCount, itemCount }: BatchDetail): string {
  if (errorCount === 0) return '明细都已通过，重新核对后可以再次确认打款。'
  const correct = '下载未通过的行，按原因改好后上传，只会替换这些行'
  return itemCount > 0 ? `${correct}；也可以移除它们，先发放已通过的。` : `${correct}。`
}

/** The rows that did not pass, each with its reason, and the ways on: correct, remove, upload anew. */
export function ErrorsStep({ batch }: { batch: BatchDetail }) {
  const can = useCan()
  const confirm = useConfirm()
  const remove = useIntent(removeErrorRows, { invalidate: [getBatch, listBatches] })
  const { errorCount, itemCount, problem } = batch
  const params = { id: batch.id }
  const prepare = can('payout.prepare')

  const aside = (
    <BatchAside batch={batch}>
      <Panel title="校验结果">
        <SumLines
          lines={[
            { label: '通过', value: `${itemCount} 笔` },
            { label: '未通过', value: <span className="bad">{errorCount} 行</span> },
            { label: '通过部分的佣金', value: <Money fen={batch.commission} />, total: true },
          ]}
        />
      </Panel>
    </BatchAside>
  )

  return (
    <FormWithAside aside={aside}>
      <Alert
        type="warning"
        showIcon
        className="error-alert"
        title={errorCount > 0 ? `${errorCount} 行没有通过校验，${itemCount} 行已通过` : '这一批需要重新核对'}
        description={
          <>
            {problem && <div>{problem}</div>}
            {adviceFor(batch)}账户余额没有任何变动。
          </>
        }
      />
      {prepare && (
        <Panel title="处理办法">
          <div className="ways">
            {errorCount > 0 ? (
              <>
                <DownloadButton endpoint={downloadFailedRows} input={{ params }} label="下载未通过的行" />
                <UploadBatchFile batch={batch} label="上传改好的行" replaceErrors />
                {itemCount > 0 && (
                  <Button
                    danger
                    loading={remove.running}
                    onClick={() =>
                      confirm({
                        title: `移除未通过的 ${errorCount} 行？`,
                        content: `移除后这 ${errorCount} 行不会打款，其余 ${itemCount} 笔可以确认打款。`,
                        okText: `移除 ${errorCount} 行`,
                        danger: true,
                        onOk: () => remove.run({ params }),
                      })
                    }
                  >
                    移除未通过的行
                  </Button>
                )}
              </>
            ) : (
              <Button type="primary" loading={remove.running} onClick={() => void remove.run({ params })}>
                重新核对
              </Button>
            )}
            <UploadBatchFile batch={batch} label="重新上传全部明细" type="default" />
          </div>
        </Panel>
      )}
      {prepare && errorCount > 0 && <ErrorRows batch={batch} />}
    </FormWithAside>
  )
}

function ErrorRows({ batch }: { batch: BatchDetail }) {
  const [page, setPage] = useState(1)
  const query = useApi(
    listBatchErrors,
    { params: { id: batch.id }, query: { page, pageSize: 20 } },
    { keepPrevious: true },
  )
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <Panel flush title={`未通过的行（${batch.errorCount}）`}>
      <Table
        size="small"
        rowKey="row"
        tableLayout="fixed"
        loading={!query.data}
        dataSource={query.data?.rows ?? []}
        pagination={{
          current: page,
          pageSize: 20,
          total: query.data?.total ?? 0,
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: setPage,
        }}
        columns={[
          { title: '行', dataIndex: 'row', width: 52, className: 'num' },
          { title: '姓名', dataIndex: 'name', width: 80, render: (text: string) => <Ellipsis text={text} /> },
          {
            title: '身份证号',
            dataIndex: 'idNumber',
            width: 168,
            render: (text: string) => <Ellipsis text={text} />,
          },
          { title: '金额（元）', dataIndex: 'amount', width: 92, align: 'right', className: 'num' },
          {
            title: '任务编号',
            dataIndex: 'taskNumber',
            width: 156,
            render: (text: string) => <Ellipsis text={text} />,
          },
          {
            title: '没有通过的原因',
            dataIndex: 'reason',
            render: (text: string) => <span className="bad">{text}</span>,
          },
        ]}
      />
    </Panel>
  )
}
