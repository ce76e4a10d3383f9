import { z } from 'zod'
import type { World } from '../world/context.ts'
import { readSampleCard, type SampleCardCode } from '../world/sample-cards.ts'
import { ApiError } from './api-error.ts'

const largestBase64 = 10 * 1024 * 1024
const goodQuality = 92

const ZInput = z.object({
  ImageBase64: z.string().optional(),
  CardSide: z.enum(['FRONT', 'BACK']).optional(),
  Config: z.string().optional(),
})

const ZConfig = z.record(z.string(), z.unknown())

/** Which switch of Config asks for which warning. */
const warningSwitches: Readonly<Record<number, string>> = {
  [-9101]: 'BorderCheckWarn',
  [-9102]: 'CopyWarn',
  [-9103]: 'ReshootWarn',
  [-9104]: 'TempIdWarn',
  [-9105]: 'BorderCheckWarn',
  [-9106]: 'DetectPsWarn',
  [-9107]: 'ReflectWarn',
  [-9109]: 'InvalidDateWarn',
}

/** ocr IDCardOCR: reads the code on a sample card wherever it is in the picture. */
export async function idCardOcr(_world: World, input: unknown): Promise<object> {
  const request = ZInput.parse(input)
  if (!request.ImageBase64) throw new ApiError('FailedOperation.DownLoadError', '文件下载失败。')
  if (request.ImageBase64.length > largestBase64)
    throw new ApiError('LimitExceeded.TooLargeFileError', '文件内容太大。')
  const config = parseConfig(request.Config)

  const reading = await readSampleCard(Buffer.from(request.ImageBase64, 'base64'))
  if (reading === 'not-an-image') throw new ApiError('FailedOperation.ImageDecodeFailed', '图片解码失败。')
  if (reading === undefined) throw new ApiError('FailedOperation.ImageNoIdCard', '照片中未检测到身份证。')
  if (reading.unreadable) throw new ApiError('FailedOperation.ImageBlur', '图片模糊。')
  if (request.CardSide && request.CardSide !== reading.side.toUpperCase())
    throw new ApiError('FailedOperation.ImageNoIdCard', '照片中未检测到身份证的这一面。')
  return { ...cardFields(reading), AdvancedInfo: advancedInfo(reading, config) }
}

function parseConfig(text: string | undefined): Record<string, unknown> {
  try {
    return ZConfig.parse(JSON.parse(text ?? '{}'))
  } catch {
    throw new ApiError('FailedOperation.InvalidConfig', 'Config 不是有效的 JSON 字符串。')
  }
}

function cardFields(code: SampleCardCode): object {
  const empty = {
    Name: '',
    Sex: '',
    Nation: '',
    Birth: '',
    Address: '',
    IdNum: '',
    Authority: '',
    ValidDate: '',
  }
  if (code.side === 'back') {
    const to = code.validTo === 'long-term' ? '长期' : dotted(code.validTo)
    return { ...empty, Authority: code.authority, ValidDate: `${dotted(code.validFrom)}-${to}` }
  }
  const birth = [code.idNumber.slice(6, 10), code.idNumber.slice(10, 12), code.idNumber.slice(12, 14)]
  return {
    ...empty,
    Name: code.name,
    Sex: Number(code.idNumber[16]) % 2 === 1 ? '男' : '女',
    Nation: code.nation,
    Birth: birth.map(Number).join('/'),
    Address: code.address,
    IdNum: code.idNumber,
  }
}

const dotted = (isoDate: string): string => isoDate.replaceAll('-', '.')

function advancedInfo(code: SampleCardCode, config: Record<string, unknown>): string {
  const asked = code.warn !== undefined && config[warningSwitches[code.warn] ?? ''] === true
  return JSON.stringify({
    ...(config['Quality'] === true ? { Quality: code.quality ?? goodQuality } : {}),
    ...(config['BorderCheckWarn'] === true ? { BorderCodeValue: code.warn === -9101 ? 78 : 4 } : {}),
    WarnInfos: asked ? [code.warn] : [],
  })
}
