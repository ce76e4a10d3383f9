import { asConsole, type ConsoleActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { newId } from '../../../ids.ts'
import type { Services } from '../../../services.ts'
import { AccountModel, type Account } from '../models/account.ts'
import { StepUpModel, type StepUp } from '../models/step-up.ts'
import { sealedFields, unsealOptional } from '../personal-data.ts'
import { consumeSmsCode } from '../sms/consume-sms-code.ts'
import { smsRules } from '../sms/limits.ts'
import { sendSmsCodeTo } from '../sms/send-sms-code.ts'

/** SMS codes of step-ups count and expire apart from those of logins. */
export const stepUpPurpose = 'step-up'

/** @throws AppError UNAUTHENTICATED when the account has lost its phone */
async function phoneOf(accountId: string): Promise<string> {
  const account = await AccountModel.findById(accountId).lean<Account>()
  const phone = unsealOptional(sealedFields.accountPhone, account?.phone ?? null)
  if (!phone) throw new AppError('UNAUTHENTICATED')
  return phone
}

export interface StepUpSubject {
  operation: string
  subjectId: string
  digest: string
}

/**
 * Asks for fresh proof: sends a code to the account's phone. A new request for the same operation and object
 * within a minute is refused like any other SMS.
 * @throws AppError SMS_TOO_OFTEN, SMS_LIMIT, SMS_NOT_SENT
 */
export async function startStepUp(services: Services, actor: ConsoleActor, subject: StepUpSubject) {
  const phone = await phoneOf(actor.accountId)
  const { operation, subjectId } = subject
  const stepUpId = newId()
  const throttleBy = `${operation}:${subjectId}`
  const sent = await sendSmsCodeTo(services, {
    phone,
    purpose: stepUpPurpose,
    subjectId: stepUpId,
    throttleBy,
  })
  await runCommand(services, actor, async (c) => {
    const expiresAt = new Date(c.now.getTime() + smsRules.codeTtl)
    const row = { _id: stepUpId, accountId: actor.accountId, ...subject, expiresAt }
    await StepUpModel.create([row], { session: c.session })
    c.audit({
      action: 'step-up.ask',
      subject: { type: 'step-up', id: stepUpId },
      after: { operation, subjectId },
    })
  })
  return { stepUpId, phone, ...sent }
}

/**
 * Uses up the proof of the signed-in account in the command's transaction. `digest` is computed by the caller
 * from the object as it is now.
 * @throws AppError STEP_UP_REQUIRED, STEP_UP_MISMATCH, SMS_CODE_WRONG, SMS_CODE_EXPIRED
 */
export async function consumeStepUp(
  c: CommandContext,
  input: StepUpSubject & { stepUpId: string; code: string },
): Promise<void> {
  const { accountId } = asConsole(c.actor)
  const row = await StepUpModel.findOne({ _id: input.stepUpId, accountId }).session(c.session).lean<StepUp>()
  if (!row || row.usedAt) throw new AppError('STEP_UP_REQUIRED')
  const same =
    row.operation === input.operation && row.subjectId === input.subjectId && row.digest === input.digest
  if (!same) throw new AppError('STEP_UP_MISMATCH')
  if (row.expiresAt <= c.now) throw new AppError('SMS_CODE_EXPIRED')

  const account = await AccountModel.findById(accountId).session(c.session).lean<Account>()
  const phone = unsealOptional(sealedFields.accountPhone, account?.phone ?? null)
  if (!phone) throw new AppError('STEP_UP_REQUIRED')
  await consumeSmsCode(c, { phone, purpose: stepUpPurpose, subjectId: row._id, code: input.code })
  const used = await StepUpModel.updateOne(
    { _id: row._id, usedAt: null },
    { $set: { usedAt: c.now } },
    { session: c.session },
  )
  if (used.modifiedCount !== 1) throw new AppError('STEP_UP_REQUIRED')
  c.audit({
    action: 'step-up.pass',
    subject: { type: 'step-up', id: row._id },
    after: { operation: row.operation, subjectId: row.subjectId },
  })
}
