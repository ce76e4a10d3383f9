import QRCode from 'qrcode'
import { escapeHtml } from './phone-page.ts'
import type { SampleCardCode, SampleVariantId } from './sample-cards.ts'

/** ISO/IEC 7810 ID-1 at 300 dpi. */
export const cardWidth = 1012
export const cardHeight = 638

const codeBox = { x: 556, y: 96, size: 420 }
const quietModules = 3

/** The drawing of one side; everything but the code may be spoiled by the variant. */
export function sampleCardSvg(code: SampleCardCode, variant: SampleVariantId): string {
  const blur = variant === 'blurred' ? 7 : variant === 'soft' ? 3 : 0
  const face = code.side === 'front' ? frontText(code) : backText(code, variant)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${cardWidth}" height="${cardHeight}"
  font-family="'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif">
<defs><filter id="soft"><feGaussianBlur stdDeviation="${blur}"/></filter>
<pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 3H6" stroke="#5a7fa8" stroke-width="1.4"/></pattern></defs>
<rect width="${cardWidth}" height="${cardHeight}" rx="34" fill="${code.side === 'front' ? '#e6eef2' : '#f3e9e2'}"/>
<g ${blur ? 'filter="url(#soft)"' : ''}>${face}${watermark()}</g>
${spoiling(variant)}
${codeSvg(JSON.stringify(code))}
<text x="${cardWidth / 2}" y="52" font-size="34" fill="#b4230f" text-anchor="middle" letter-spacing="6">样本 · 仅供沙箱演示，不是证件</text>
</svg>`
}

function frontText(code: Extract<SampleCardCode, { side: 'front' }>): string {
  const birth = `${code.idNumber.slice(6, 10)} 年 ${Number(code.idNumber.slice(10, 12))} 月 ${Number(code.idNumber.slice(12, 14))} 日`
  const sex = Number(code.idNumber[16]) % 2 === 1 ? '男' : '女'
  const address = [code.address.slice(0, 9), code.address.slice(9)]
  return [
    row('姓名', code.name, 150),
    row('性别', `${sex}　民族 ${code.nation}`, 226),
    row('出生', birth, 302),
    row('住址', address[0] ?? '', 378),
    row('', address[1] ?? '', 428),
    row('公民身份号码', code.idNumber, 588, 270),
  ].join('')
}

function backText(code: Extract<SampleCardCode, { side: 'back' }>, variant: SampleVariantId): string {
  const title = variant === 'temporary' ? '临时居民身份证' : '居民身份证'
  const to = code.validTo === 'long-term' ? '长期' : code.validTo.replaceAll('-', '.')
  return [
    `<circle cx="130" cy="190" r="70" fill="none" stroke="#b4230f" stroke-width="8"/>`,
    `<text x="225" y="175" font-size="34" fill="#3a332c">国徽面</text>`,
    `<text x="225" y="232" font-size="44" fill="#3a332c">${title}</text>`,
    row('签发机关', '', 350),
    row('', code.authority, 402),
    row('有效期限', `${code.validFrom.replaceAll('-', '.')}-${to}`, 588, 200),
  ].join('')
}

function row(label: string, value: string, y: number, valueX = 130): string {
  const labelSvg = label ? `<text x="44" y="${y}" font-size="32" fill="#3b6ea5">${label}</text>` : ''
  return `${labelSvg}<text x="${valueX}" y="${y}" font-size="38" fill="#1d1a16">${escapeHtml(value)}</text>`
}

const watermark = (): string =>
  [
    [120, 300],
    [330, 500],
    [400, 250],
  ]
    .map(
      ([x, y]) =>
        `<text x="${x}" y="${y}" font-size="92" fill="#b4230f" opacity="0.16" transform="rotate(-24 ${x} ${y})">样本</text>`,
    )
    .join('')

/** What went wrong with the picture, drawn where the code is not. */
function spoiling(variant: SampleVariantId): string {
  if (variant === 'screen')
    return `<rect width="${cardWidth}" height="${cardHeight}" fill="url(#lines)" opacity="0.7"/>`
  if (variant === 'covered') return '<ellipse cx="150" cy="560" rx="190" ry="120" fill="#d9a581"/>'
  if (variant === 'retouched')
    return '<rect x="118" y="108" width="230" height="62" fill="#fff7c9"/><text x="130" y="152" font-size="38" fill="#1d1a16">改过的字</text>'
  if (variant === 'glare')
    return '<ellipse cx="270" cy="300" rx="190" ry="110" fill="#ffffff" opacity="0.93"/>'
  if (variant === 'temporary') return '<text x="44" y="500" font-size="40" fill="#b4230f">临时身份证</text>'
  return ''
}

function codeSvg(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const scale = codeBox.size / (modules.size + quietModules * 2)
  const path: string[] = []
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1)
      if (modules.get(y, x)) path.push(`M${x + quietModules} ${y + quietModules}h1v1h-1z`)
  return `<g transform="translate(${codeBox.x} ${codeBox.y}) scale(${scale})" shape-rendering="crispEdges">
<rect width="${modules.size + quietModules * 2}" height="${modules.size + quietModules * 2}" fill="#fff"/><path d="${path.join('')}" fill="#000"/></g>`
}
