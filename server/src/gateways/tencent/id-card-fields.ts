import type { IdCardFields } from './port.ts'

interface FrontAnswer {
  Name?: string
  Sex?: string
  Nation?: string
  Birth?: string
  Address?: string
  IdNum?: string
}

interface BackAnswer {
  Authority?: string
  ValidDate?: string
}

/** Fields of the side with the portrait; the service writes the birth date as 1987/1/2. */
export function frontFields(answer: FrontAnswer): IdCardFields {
  return withoutEmpty({
    name: answer.Name,
    sex: answer.Sex === '男' || answer.Sex === '女' ? answer.Sex : undefined,
    nation: answer.Nation,
    birth: isoDate(answer.Birth),
    address: answer.Address,
    idNumber: answer.IdNum?.toUpperCase(),
  })
}

/** Fields of the side with the emblem; validity is written as 2010.07.21-2030.07.21 or 2010.07.21-长期. */
export function backFields(answer: BackAnswer): IdCardFields {
  const [from, to] = (answer.ValidDate ?? '').split('-')
  return withoutEmpty({
    authority: answer.Authority,
    validFrom: isoDate(from),
    validTo: to === '长期' ? 'long-term' : isoDate(to),
  })
}

function isoDate(text: string | undefined): string | undefined {
  const match = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/.exec(text ?? '')
  if (!match) return undefined
  const [, year = '', month = '', day = ''] = match
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function withoutEmpty(fields: { [Key in keyof IdCardFields]: IdCardFields[Key] | undefined }): IdCardFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''))
}
