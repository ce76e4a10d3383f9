import { downloadPayoutTemplate, getBatch, uploadBatchFile } from '@linggong/shared'
import { remember } from '@/shared/api/use-query'
import { FormWithAside } from '@/shared/form/form-sections'
import { useCan } from '@/shared/session'
import { DownloadButton } from '@/shared/ui/download-button'
import { EmptyState } from '@/shared/ui/empty'
import { Panel } from '@/shared/ui/page'
import { UploadButton } from '@/shared/ui/upload-button'
import type { BatchDetail } from '../parts/types'
import { BatchAside } from './batch-aside'

/** Download the template, fill it in, upload it. */
export function UploadStep({ batch }: { batch: BatchDetail }) {
  const can = useCan()
  return (
    <FormWithAside aside={<BatchAside batch={batch} />}>
      <Panel title="上传发佣明细">
        {can('payout.prepare') ? (
          <ol className="guide">
            <li>
              <div className="guide__title">下载模板</div>
              <p className="guide__text">表头固定，请不要改动；第二张表说明了每一列怎样填写。</p>
              <DownloadButton endpoint={downloadPayoutTemplate} input={{}} label="下载发佣明细模板" />
            </li>
            <li>
              <div className="guide__title">填写明细</div>
              <p className="guide__text">
                一行一笔：姓名、身份证号、手机号、金额（元）、任务编号必填。身份证号和手机号请保持文本格式，金额写数字，最多两位小数，不要用公式和合并单元格。
              </p>
            </li>
            <li>
              <div className="guide__title">上传文件</div>
              <p className="guide__text">.xlsx 文件，不超过 10 MB。上传后自动校验每一行，此时不会扣款。</p>
              <UploadBatchFile batch={batch} label="上传发佣明细" />
            </li>
          </ol>
        ) : (
          <EmptyState text="这一批还没有上传明细" hint="由有“新建发放与上传明细”权限的同事上传" />
        )}
      </Panel>
    </FormWithAside>
  )
}

/** Uploads the batch's file, or the corrected failed-rows file, and follows its validation. */
export function UploadBatchFile(props: {
  batch: BatchDetail
  label: string
  type?: 'default' | 'primary'
  replaceErrors?: boolean
}) {
  const { batch, label, type = 'primary', replaceErrors = false } = props
  const params = { id: batch.id }
  return (
    <UploadButton
      endpoint={uploadBatchFile}
      input={{ params, query: { replaceErrors: replaceErrors ? 'true' : 'false' } }}
      label={label}
      type={type}
      onUploaded={(answer) => remember(getBatch, { params }, answer)}
    />
  )
}
