import { AppError, isDuplicateKey } from '../../../errors.ts'
import { LoginFailuresModel, type LoginFailures } from '../models/login-failures.ts'
import { phoneIndexOf } from '../personal-data.ts'

const windowMs = 15 * 60_000
const maxTries = 5

/**
 * Counts a password try on a phone before the password is compared, so that many at once get no more tries.
 * Five within 15 minutes; it is the same for phones that have no account.
 * @throws AppError LOGIN_LOCKED with the minutes to wait
 */
export async function takePasswordTry(phone: string, now: Date): Promise<void> {
  const _id = phoneIndexOf(phone)
  const windowStart = new Date(now.getTime() - windowMs)
  await LoginFailuresModel.deleteOne({ _id, since: { $lte: windowStart } })
  try {
    await LoginFailuresModel.updateOne(
      { _id, count: { $lt: maxTries } },
      { $inc: { count: 1 }, $setOnInsert: { since: now } },
      { upsert: true },
    )
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    const row = await LoginFailuresModel.findById(_id).lean<LoginFailures>()
    const leftMs = row ? row.since.getTime() + windowMs - now.getTime() : windowMs
    throw new AppError('LOGIN_LOCKED', { minutes: Math.max(Math.ceil(leftMs / 60_000), 1) })
  }
}

/** Forgets the tries after the right password or a login by SMS. */
export async function forgetPasswordTries(phone: string): Promise<void> {
  await LoginFailuresModel.deleteOne({ _id: phoneIndexOf(phone) })
}
