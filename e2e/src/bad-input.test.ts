import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingBalanceIsNamed, moneyIsRefunded } from './bad-input/balance.ts'
import { cancelledTaskIsNotAccepted } from './bad-input/cancelled-task.ts'
import { expiredCodeIsRefused } from './bad-input/expired-code.ts'
import { accountIsUntouched, wholeFilesAreRefused, wrongRowsAreNamed } from './bad-input/files.ts'
import {
  creditCardIsRefused,
  emptyFieldIsShown,
  foreignPhoneIsRefused,
  usedCodeIsRefused,
  wrongIdentitiesAreRefused,
} from './bad-input/identity.ts'
import { badPhotosAreRefused, latePhotoIsRefused } from './bad-input/photos.ts'
import { openStage, type Stage } from './support/stage.ts'

describe('bad input gets a clear answer and changes nothing', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage('bad-input', { demo: true })
  })
  afterAll(() => stage?.close())

  it('a phone of another country is refused at both logins', () => foreignPhoneIsRefused(stage))
  it('an SMS code logs in once', () => usedCodeIsRefused(stage))
  it('a field left empty is brought to the eye', () => emptyFieldIsShown(stage))
  it('a wrong ID checksum, a minor and an unreal card number are refused without spending a check', () =>
    wrongIdentitiesAreRefused(stage))
  it('a credit card is refused as settlement card', () => creditCardIsRefused(stage))
  it('a glaring photo and a photo used before are refused', () => badPhotosAreRefused(stage))
  it('a photo outside of its capture session is refused', () => latePhotoIsRefused(stage))
  it('an expired SMS code is refused', () => expiredCodeIsRefused(stage))
  it('an empty, huge, broken or changed file is refused as a whole', () => wholeFilesAreRefused(stage))
  it('every wrong row of a file is named with its reason', () => wrongRowsAreNamed(stage))
  it('after all of it the account is as it was', () => accountIsUntouched(stage))
  it('nearly all money is refunded to the bound account', () => moneyIsRefunded(stage))
  it('a payout beyond the balance cannot be confirmed', () => missingBalanceIsNamed(stage))
  it('a task that was cancelled meanwhile cannot be accepted', () => cancelledTaskIsNotAccepted(stage))
  it('journal and bank agree on every account', () => {
    expect(stage.product.verifyLedger()).toMatchObject({ code: 0 })
  })
  it('no page reported an error', () => {
    expect(stage.errors).toEqual([])
  })
})
