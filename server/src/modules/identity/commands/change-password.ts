import { formatExact } from '@linggong/shared/time'
import type { ConsoleActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { newId } from '../../../ids.ts'
import { notify } from '../../notifications/public.ts'
import type { Services } from '../../../services.ts'
import { AccountModel, type Account } from '../models/account.ts'
import { checkPassword, hashPassword } from '../passwords.ts'
import { sealedFields, unsealOptional } from '../personal-data.ts'
import { revokeSessions } from './open-session.ts'
import { forgetPasswordTries, takePasswordTry } from './password-tries.ts'

/** @throws AppError LOGIN_FAILED, LOGIN_LOCKED */
async function proveCurrent(account: Account, current: string, now: Date): Promise<void> {
  const phone = unsealOptional(sealedFields.accountPhone, account.phone)
  if (phone) await takePasswordTry(phone, now)
  if (!(await checkPassword(account.passwordHash, current))) {
    throw new AppError('BAD_REQUEST', { reason: '当前密码不正确，请核对后重填' }, 'body.current')
  }
  if (phone) await forgetPasswordTries(phone)
}

/**
 * Sets a new password and ends the account's other sessions. The current one must be given when there is one,
 * and the new one must differ from it.
 * @throws AppError BAD_REQUEST, LOGIN_LOCKED
 */
export async function changePassword(
  services: Services,
  actor: ConsoleActor,
  input: { current?: string | undefined; password: string },
): Promise<void> {
  const account = await AccountModel.findById(actor.accountId).lean<Account>()
  if (!account) throw new AppError('UNAUTHENTICATED')
  if (account.passwordHash) await proveCurrent(account, input.current ?? '', services.clock.now())
  if (account.passwordHash && (await checkPassword(account.passwordHash, input.password))) {
    throw new AppError('BAD_REQUEST', { reason: '新密码不能与当前密码相同' }, 'body.password')
  }
  const passwordHash = await hashPassword(input.password)
  await runCommand(services, actor, async (c) => {
    const changed = await AccountModel.updateOne(
      { _id: account._id, passwordHash: account.passwordHash },
      { $set: { passwordHash, mustChangePassword: false } },
      { session: c.session },
    )
    if (changed.matchedCount !== 1) throw new AppError('VERSION_CONFLICT')
    await revokeSessions(c, account._id, actor.sessionId)
    c.audit({ action: 'account.change-password', subject: { type: 'account', id: account._id } })
    await notify(c, {
      to: { accountId: account._id },
      event: 'important-operation',
      key: `password:${newId()}`,
      data: { operation: '修改登录密码', time: formatExact(c.now) },
    })
  })
}
