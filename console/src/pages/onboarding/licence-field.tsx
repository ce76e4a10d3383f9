import { useState } from 'react'
import { uploadLicence } from '@linggong/shared'
import { UploadButton } from '@/shared/ui/upload-button'
import { LicencePicture } from './licence-picture'

/** Uploads the licence and holds its id; `known` is the one of the application before. */
export function LicenceField({
  value,
  onChange,
  known,
}: {
  value?: string
  onChange?: (id: string) => void
  known: { id: string; url: string; name: string } | null
}) {
  const [uploaded, setUploaded] = useState(known)
  const shown = uploaded?.id === value ? uploaded : null
  return (
    <>
      <UploadButton
        endpoint={uploadLicence}
        input={{}}
        label={shown ? '更换营业执照' : '上传营业执照'}
        extra={<span className="faint">JPG、PNG 或 PDF，不超过 10 MB，需清晰完整</span>}
        onUploaded={(file) => {
          setUploaded(file)
          onChange?.(file.id)
        }}
      />
      {shown ? (
        <div style={{ maxWidth: 420, marginTop: 10 }}>
          <LicencePicture file={shown} />
        </div>
      ) : null}
    </>
  )
}
