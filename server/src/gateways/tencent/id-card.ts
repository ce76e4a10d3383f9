import type { ocr } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ocr/index.js'
import { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'
import { callTencent } from './call-tencent.ts'
import { backFields, frontFields } from './id-card-fields.ts'
import {
  idCardWarnings,
  lowQuality,
  maximumBorderCode,
  minimumQuality,
  otherIdCardWarning,
  unreadableIdCard,
} from './id-card-warnings.ts'
import type { IdCardReading, IdCardSide, IdCardWarning } from './port.ts'

export type OcrClient = InstanceType<typeof ocr.v20181119.Client>

const switches = JSON.stringify({
  CopyWarn: true,
  BorderCheckWarn: true,
  ReshootWarn: true,
  DetectPsWarn: true,
  TempIdWarn: true,
  InvalidDateWarn: true,
  Quality: true,
  ReflectWarn: true,
})

const ZAdvancedInfo = z.object({
  Quality: z.coerce.number().optional(),
  BorderCodeValue: z.coerce.number().optional(),
  WarnInfos: z.array(z.number()).nullish(),
})

/**
 * Reads one side of an identity card from a JPEG or PNG. A photo that cannot be used comes back with warnings and
 * is no exception; GatewayError is left for the service's own failures.
 */
export async function recogniseIdCard(
  client: OcrClient,
  input: { image: Buffer; side: IdCardSide },
): Promise<IdCardReading> {
  try {
    const answer = await callTencent('IDCardOCR', () =>
      client.IDCardOCR({
        ImageBase64: input.image.toString('base64'),
        CardSide: input.side === 'front' ? 'FRONT' : 'BACK',
        Config: switches,
      }),
    )
    const advanced = parseAdvancedInfo(answer.AdvancedInfo || '{}')
    return {
      fields: input.side === 'front' ? frontFields(answer) : backFields(answer),
      warnings: warningsOf(advanced),
      quality: advanced.Quality ?? 0,
    }
  } catch (error) {
    const unreadable = error instanceof GatewayError ? unreadableIdCard[error.code ?? ''] : undefined
    if (!unreadable || !(error instanceof GatewayError) || !error.code) throw error
    return { fields: {}, warnings: [{ code: error.code, message: unreadable(input.side) }], quality: 0 }
  }
}

function parseAdvancedInfo(text: string): z.infer<typeof ZAdvancedInfo> {
  try {
    return ZAdvancedInfo.parse(JSON.parse(text))
  } catch {
    throw new GatewayError('tencent', 'timeout', 'IDCardOCR: unreadable AdvancedInfo')
  }
}

function warningsOf(advanced: z.infer<typeof ZAdvancedInfo>): IdCardWarning[] {
  const codes = new Set((advanced.WarnInfos ?? []).map(String))
  if ((advanced.BorderCodeValue ?? 0) > maximumBorderCode) codes.add('-9101')
  const warnings = [...codes].map((code) => ({ code, message: idCardWarnings[code] ?? otherIdCardWarning }))
  return (advanced.Quality ?? 100) < minimumQuality ? [...warnings, lowQuality] : warnings
}
