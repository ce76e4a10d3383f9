interface Failure {
  code: string
  message: string
}

/** Phone numbers to which an SMS always fails, and how. Documented in README.md. */
export const smsOutcomes: Readonly<Record<string, Failure>> = {
  '13900009901': {
    code: 'LimitExceeded.PhoneNumberThirtySecondLimit',
    message:
      'the number of SMS messages sent from a single mobile number within 30 seconds exceeds the upper limit',
  },
  '13900009902': {
    code: 'LimitExceeded.PhoneNumberOneHourLimit',
    message:
      'the number of SMS messages sent from a single mobile number within 1 hour exceeds the upper limit',
  },
  '13900009903': {
    code: 'LimitExceeded.PhoneNumberDailyLimit',
    message: 'the number of SMS messages sent from a single mobile number every day exceeds the upper limit',
  },
  '13900009904': {
    code: 'FailedOperation.PhoneNumberInBlacklist',
    message: 'the phone number is in the blacklist',
  },
  '13900009905': {
    code: 'FailedOperation.InsufficientBalanceInSmsPackage',
    message: 'insufficient SMS package balance',
  },
}
