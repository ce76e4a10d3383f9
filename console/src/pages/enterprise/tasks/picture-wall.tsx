import { PlusOutlined } from '@ant-design/icons'
import { Alert, Image, Upload } from 'antd'
import { useState } from 'react'
import { uploadTaskPicture } from '@linggong/shared'
import { call } from '@/shared/api/call'
import type { Picture } from './task-form'

const limit = 9
const maxBytes = uploadTaskPicture.upload?.maxBytes ?? 0

/** Up to nine photos, uploaded at once when chosen; a form control whose value is the uploaded photos. */
export function PictureWall(props: {
  value?: Picture[]
  onChange?: (pictures: Picture[]) => void
  text: string
}) {
  const { value = [], onChange, text } = props
  const [uploading, setUploading] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [shown, setShown] = useState<string | null>(null)

  const upload = async (file: File) => {
    setProblem(null)
    if (file.size > maxBytes) {
      setProblem(`“${file.name}”超过 ${maxBytes / 1024 / 1024} MB，请减小后再上传`)
      return
    }
    setUploading(true)
    try {
      const picture = await call(uploadTaskPicture, {
        file: { field: 'file', content: file, name: file.name },
      })
      onChange?.([...value, picture])
    } catch (error) {
      setProblem(`“${file.name}”没有上传成功：${(error as Error).message}`)
    } finally {
      setUploading(false)
    }
  }

  return (
    <>
      <Upload
        listType="picture-card"
        accept="image/jpeg,image/png"
        disabled={uploading}
        fileList={value.map(({ id, url, name }) => ({ uid: id, url, name, status: 'done' as const }))}
        beforeUpload={(file) => {
          void upload(file)
          return Upload.LIST_IGNORE
        }}
        onRemove={({ uid }) => {
          onChange?.(value.filter(({ id }) => id !== uid))
          return false
        }}
        onPreview={({ url }) => setShown(url ?? null)}
      >
        {value.length < limit && (
          <button
            type="button"
            style={{ border: 0, background: 'none', cursor: 'pointer' }}
            aria-label={text}
          >
            <PlusOutlined />
            <div style={{ marginTop: 6, fontSize: 13 }}>{uploading ? '上传中' : text}</div>
          </button>
        )}
      </Upload>
      {problem && <Alert type="error" showIcon title={problem} style={{ marginTop: 8 }} />}
      {shown && (
        <Image
          alt="照片"
          src={shown}
          style={{ display: 'none' }}
          preview={{ open: true, onOpenChange: (open) => !open && setShown(null) }}
        />
      )}
    </>
  )
}
