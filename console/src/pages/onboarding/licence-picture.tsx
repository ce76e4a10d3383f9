import { Image } from 'antd'
import './onboarding.css'

/** A licence: the picture, large on click, or a link for a PDF. */
export function LicencePicture({ file }: { file: { url: string; name: string } | null }) {
  if (!file) return <span className="faint">没有上传</span>
  if (file.name.toLowerCase().endsWith('.pdf'))
    return (
      <a href={file.url} target="_blank" rel="noreferrer">
        打开营业执照（PDF）
      </a>
    )
  return <Image src={file.url} alt="营业执照" className="licence" />
}
