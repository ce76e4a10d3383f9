import { randomUUID } from 'node:crypto'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { requestScope } from '../../../request-scope.ts'
import { SmsCodeModel, SmsCodeTriesModel, type SmsCode, type SmsCodeTries } from '../models/sms-code.ts'
import { personalVault, phoneIndexOf } from '../personal-data.ts'
import { sameText } from '../secrets.ts'
import { smsRules } from './limits.ts'
import { smsCodeHash, type SmsCodeRequest } from './send-sms-code.ts'

/**
 * Counts this try, outside the transaction, before the code is compared: many guesses at once get no more
 * tries than one after the other. A transaction that runs again for the same request counts once.
 * Answers the tries left, or null when there are none.
 */
async function countTry(codeId: string, code: string): Promise<number | null> {
  const request = requestScope()?.requestId ?? randomUUID()
  const mark = personalVault().blindIndex('sms-guess', `${request}:${codeId}:${code}`)
  const counted = await SmsCodeTriesModel.findOneAndUpdate(
    { _id: codeId, count: { $lt: smsRules.tries }, guesses: { $ne: mark } },
    { $inc: { count: 1 }, $push: { guesses: mark } },
    { returnDocument: 'after' },
  ).lean<SmsCodeTries>()
  if (counted) return smsRules.tries - counted.count
  const before = await SmsCodeTriesModel.findById(codeId).lean<SmsCodeTries>()
  return before?.guesses.includes(mark) ? smsRules.tries - before.count : null
}

/**
 * Uses up the newest code of this phone, purpose and subject, in the command's transaction. A wrong try is
 * counted although the command fails.
 * @throws AppError SMS_CODE_WRONG with the tries left, SMS_CODE_EXPIRED
 */
export async function consumeSmsCode(
  c: CommandContext,
  { phone, purpose, subjectId, code }: SmsCodeRequest & { code: string },
): Promise<void> {
  const filter = { phoneIndex: phoneIndexOf(phone), purpose, subjectId: subjectId ?? null }
  const newest = await SmsCodeModel.findOne(filter).sort({ _id: -1 }).session(c.session).lean<SmsCode>()
  if (!newest || newest.usedAt || newest.expiresAt <= c.now) throw new AppError('SMS_CODE_EXPIRED')

  const left = await countTry(newest._id, code)
  if (left === null) throw new AppError('SMS_CODE_EXPIRED')
  if (!sameText(smsCodeHash(newest._id, code), newest.codeHash)) {
    throw left === 0
      ? new AppError('SMS_CODE_EXPIRED')
      : new AppError('SMS_CODE_WRONG', { left }, 'body.code')
  }
  const used = await SmsCodeModel.updateOne(
    { _id: newest._id, usedAt: null },
    { $set: { usedAt: c.now } },
    { session: c.session },
  )
  if (used.modifiedCount !== 1) throw new AppError('SMS_CODE_EXPIRED')
}
