import { creditCodeCheck } from '@linggong/shared'
import sharp from 'sharp'

/** A unified social credit code with its check character (GB 32100) after 17 characters. */
export function creditCode(body: string): string {
  return body + creditCodeCheck(body)
}

/** A licence to upload, plainly marked as a sample. */
export function licencePicture(name: string, code: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="640"><rect width="900" height="640" fill="#fdf8ec"/><rect x="24" y="24" width="852" height="592" fill="none" stroke="#b08d57" stroke-width="6"/><text x="450" y="150" font-size="56" text-anchor="middle" fill="#7a1f1f">营业执照</text><text x="450" y="240" font-size="30" text-anchor="middle" fill="#333">${name}</text><text x="450" y="300" font-size="26" text-anchor="middle" fill="#555">${code}</text><text x="450" y="520" font-size="64" text-anchor="middle" fill="#cc0000" opacity="0.5">样本</text></svg>`
  return sharp(Buffer.from(svg)).jpeg().toBuffer()
}

/** A photo of finished work: boxes on a floor. */
export function workPhoto(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="900" fill="#b9b2a6"/><rect y="560" width="1200" height="340" fill="#8d8577"/><rect x="180" y="330" width="320" height="300" fill="#b98a55"/><rect x="180" y="330" width="320" height="60" fill="#a87743"/><rect x="540" y="410" width="260" height="220" fill="#c79a63"/><rect x="560" y="250" width="220" height="160" fill="#b48350"/><rect x="850" y="380" width="200" height="250" fill="#bf9059"/></svg>`
  return sharp(Buffer.from(svg)).jpeg().toBuffer()
}
