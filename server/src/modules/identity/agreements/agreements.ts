import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { agreementCodes } from '@linggong/shared/api/public'
import type { AgreementCode } from '../models/consent.ts'

/** One version of a text that people agree to. */
export interface Agreement {
  code: AgreementCode
  title: string
  version: string
  /** SHA-256 of the text, hexadecimal. */
  hash: string
  /** Chinese; lines beginning with "# " and "## " are headings. */
  text: string
}

/**
 * The version of each text and the SHA-256 of what it says: a text that changes needs a new version, and people
 * are asked again.
 */
const versions: Record<AgreementCode, { version: string; hash: string }> = {
  privacy: {
    version: '2026-11-01',
    hash: '7cec8fb8d2d5475f77bf0a7c402a4dff72ec3ddc5c4a12f3f38e797ed1e75368',
  },
  platform: {
    version: '2026-11-01',
    hash: '85ce9c7386cf6c02bbae1bd20b51469b0956ac768a99b9d08ee79b396d94ceee',
  },
  registration: {
    version: '2026-11-01',
    hash: 'ab34ff4d73c75c541297e462db40f052ef910e9e9d7b515718e0be933e475380',
  },
  payment: {
    version: '2026-11-01',
    hash: '33ed3c7853a64e131a4bc72596a3a5e43cd249a6e90507357d77f9de8e760601',
  },
  tax: { version: '2026-11-01', hash: 'af0194a59bad83b53fc3f9c3c4aac766b5ad67a756da17f6dafba377902e411c' },
}

/** SHA-256 of a text with its line ends as they are here, hexadecimal. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function load(code: AgreementCode): Agreement {
  const text = readFileSync(new URL(`./${code}.md`, import.meta.url), 'utf8').replaceAll('\r\n', '\n')
  const { version, hash } = versions[code]
  if (hashOf(text) !== hash)
    throw new Error(`the text of agreement ${code} differs from its version ${version}`)
  const title = /^# (.+)$/m.exec(text)?.[1] ?? code
  return { code, title, version, hash, text }
}

/** The texts in force, in the order they are shown. */
export const agreements: readonly Agreement[] = agreementCodes.map(load)

export function agreementOf(code: AgreementCode): Agreement {
  const agreement = agreements.find((one) => one.code === code)
  if (!agreement) throw new Error(`no agreement ${code}`)
  return agreement
}

/** The version of a text as it is named beside a tick box. */
export function presentAgreement({ code, title, version, hash }: Agreement): Omit<Agreement, 'text'> {
  return { code, title, version, hash }
}
