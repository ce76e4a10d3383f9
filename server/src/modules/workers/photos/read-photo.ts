import { dayOf } from '@linggong/shared/time'
import { AppError } from '../../../errors.ts'
import type { IdCardReading } from '../../../gateways/tencent/port.ts'
import type { Services } from '../../../services.ts'
import { personalVault } from '../../identity/public.ts'
import type { Side } from '../models/capture-session.ts'

/** What an accepted photo says. */
export interface PhotoContent {
  /** Blind index of what was read. */
  contentIndex: string
  /** YYYY-MM-DD or `long-term`; null on the front. */
  validTo: string | null
}

const sideNames: Record<Side, string> = { front: '有照片的一面', back: '有国徽的一面' }

function rejected(reason: string): AppError {
  return new AppError('PHOTO_REJECTED', { reason })
}

function contentIndex(...parts: string[]): string {
  return personalVault().blindIndex('id-photo', parts.join('|'))
}

function judgeFront(
  fields: IdCardReading['fields'],
  person: { name: string; idNumber: string },
): PhotoContent {
  const { name, idNumber } = fields
  if (!name || !idNumber) throw rejected(`没有读出姓名和号码，请把${sideNames.front}拍清楚`)
  if (name !== person.name || idNumber.toUpperCase() !== person.idNumber) throw new AppError('PHOTO_MISMATCH')
  return { contentIndex: contentIndex('front', idNumber.toUpperCase()), validTo: null }
}

function judgeBack(fields: IdCardReading['fields'], now: Date): PhotoContent {
  const { authority, validFrom, validTo } = fields
  if (!authority || !validTo) throw rejected(`没有读出签发机关和有效期，请把${sideNames.back}拍清楚`)
  if (validTo !== 'long-term' && validTo < dayOf(now))
    throw rejected(`身份证已于 ${validTo} 过期，请换领新证后再拍`)
  return { contentIndex: contentIndex('back', authority, validFrom ?? '', validTo), validTo }
}

/**
 * Reads a photo of one side and judges it against the verified identity. Calls an outside service: never inside a
 * command.
 * @throws AppError PHOTO_REJECTED with what to do better, PHOTO_MISMATCH; GatewayError
 */
export async function readPhoto(
  services: Services,
  input: { image: Buffer; side: Side; person: { name: string; idNumber: string } },
): Promise<PhotoContent> {
  const { image, side, person } = input
  const { fields, warnings } = await services.gateways.tencent.recogniseIdCard({ image, side })
  const [warning] = warnings
  if (warning) throw new AppError('PHOTO_REJECTED', { reason: warning.message, warning: warning.code })
  return side === 'front' ? judgeFront(fields, person) : judgeBack(fields, services.clock.now())
}
