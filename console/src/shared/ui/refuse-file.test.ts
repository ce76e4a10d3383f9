import { expect, it } from 'vitest'
import { uploadBatchFile, uploadLicence } from '@linggong/shared'
import { refuseFile } from './refuse-file'

const excel = uploadBatchFile.upload!
const licence = uploadLicence.upload!

function file(name: string, bytes: number): File {
  const made = new File(['x'], name)
  Object.defineProperty(made, 'size', { value: bytes })
  return made
}

it('an Excel of a fitting size is sent', () => {
  expect(refuseFile(file('十一月.XLSX', 2048), excel)).toBeNull()
})

it('a file of another kind is refused by the kinds that are taken', () => {
  expect(refuseFile(file('明细.csv', 10), excel)).toBe('文件类型不符，请上传 .xlsx 文件')
  expect(refuseFile(file('执照.webp', 10), licence)).toContain('.jpg、.jpeg、.png、.pdf')
})

it('an empty file and one of 20 MB are refused before they are sent', () => {
  expect(refuseFile(file('空.xlsx', 0), excel)).toBe('文件是空的，请填写后再上传')
  expect(refuseFile(file('大.xlsx', 20 * 1024 * 1024), excel)).toBe('文件超过 10 MB，请减小后再上传')
})
