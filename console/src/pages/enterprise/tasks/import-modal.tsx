import { Alert, Button, Modal, Table } from 'antd'
import { useState } from 'react'
import {
  downloadAssignmentTemplate,
  getTask,
  importAssignments,
  listTaskAssignments,
  listTasks,
  type ResponseOf,
} from '@linggong/shared'
import { refresh } from '@/shared/api/use-query'
import { DownloadButton } from '@/shared/ui/download-button'
import { UploadButton } from '@/shared/ui/upload-button'
import type { TaskDetail } from '../parts/types'

type Result = ResponseOf<typeof importAssignments>

/** Assigns the workers of an Excel file; rows that are wrong are listed with their reason. */
export function ImportModal({ task, onClose }: { task: TaskDetail; onClose: () => void }) {
  const [result, setResult] = useState<Result | null>(null)
  const upload = (label: string) => (
    <UploadButton
      endpoint={importAssignments}
      input={{ params: { id: task.id } }}
      label={label}
      type="primary"
      onUploaded={(answer) => {
        setResult(answer)
        void refresh(listTaskAssignments, getTask, listTasks)
      }}
      extra={<DownloadButton endpoint={downloadAssignmentTemplate} input={{}} label="下载指派模板" />}
    />
  )
  return (
    <Modal
      open
      title="批量指派"
      width={600}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={<Button onClick={onClose}>{result ? '完成' : '返回'}</Button>}
    >
      {result ? (
        <>
          <Alert
            type={result.errors.length === 0 ? 'success' : 'warning'}
            showIcon
            title={
              result.errors.length === 0
                ? `已指派 ${result.assigned} 人`
                : `已指派 ${result.assigned} 人，${result.errors.length} 行没有通过`
            }
            description={
              result.errors.length > 0 ? '请在文件里改好这些行，只保留它们再上传一次。' : undefined
            }
            style={{ margin: '8px 0 12px' }}
          />
          {result.errors.length > 0 && (
            <>
              <Table
                size="small"
                rowKey="row"
                dataSource={result.errors}
                pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
                columns={[
                  { title: '行', dataIndex: 'row', width: 64, className: 'num' },
                  { title: '姓名', dataIndex: 'name', width: 120 },
                  { title: '没有通过的原因', dataIndex: 'reason' },
                ]}
                style={{ marginBottom: 16 }}
              />
              {upload('上传改好的文件')}
            </>
          )}
        </>
      ) : (
        <>
          <div className="modal-note">
            下载模板，每行填写一位灵工的姓名和手机号，再上传。全部行都会检查：没问题的立即指派，有问题的会列出行号和原因。
          </div>
          {upload('上传指派文件')}
        </>
      )}
    </Modal>
  )
}
