import type { ClientSession } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { requestScope } from '../../../request-scope.ts'
import { agreementOf } from '../agreements/agreements.ts'
import { ConsentModel, type AgreementCode, type Consent } from '../models/consent.ts'

/** What must be accepted before any personal data is asked. */
export const loginAgreements: readonly AgreementCode[] = ['privacy', 'platform']

/** Of these agreements, those whose current version the account has not agreed to. */
export async function missingConsents(
  accountId: string,
  codes: readonly AgreementCode[],
  session?: ClientSession,
): Promise<AgreementCode[]> {
  const given = await ConsentModel.find({ accountId, code: { $in: codes } })
    .session(session ?? null)
    .lean<Consent[]>()
  return codes.filter(
    (code) =>
      !given.some((consent) => consent.code === code && consent.version === agreementOf(code).version),
  )
}

/**
 * Keeps that the account agrees to the current versions of `required`, unless it did before.
 * @throws AppError CONSENT_REQUIRED when one is missing or names another version
 */
export async function recordConsents(
  c: CommandContext,
  input: {
    accountId: string
    consents: readonly { code: AgreementCode; version: string }[]
    required: readonly AgreementCode[]
  },
): Promise<void> {
  const { accountId, consents, required } = input
  const missing = await missingConsents(accountId, required, c.session)
  const agreements = missing.map(agreementOf)
  const refused = agreements.filter(
    ({ code, version }) => !consents.some((given) => given.code === code && given.version === version),
  )
  if (refused.length > 0) {
    throw new AppError(
      'CONSENT_REQUIRED',
      { agreements: refused.map(({ title }) => `《${title}》`).join('和') },
      'body.consents',
    )
  }
  if (agreements.length === 0) return
  const scope = requestScope()
  const proof = { accountId, at: c.now, ip: scope?.ip ?? '', device: scope?.device ?? '' }
  await ConsentModel.insertMany(
    agreements.map(({ code, version, hash }) => ({ ...proof, code, version, hash })),
    { session: c.session },
  )
  c.audit({
    action: 'consent.give',
    subject: { type: 'account', id: accountId },
    after: { agreements: agreements.map(({ code, version }) => `${code}@${version}`) },
  })
}
