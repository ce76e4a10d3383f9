const minute = 60_000

/** Times in ms, counts per phone and address. */
export const smsRules = {
  codeDigits: 6,
  codeTtl: 5 * minute,
  codeMinutes: '5',
  tries: 5,
  /** Between two SMS to the same phone for the same purpose and subject. */
  resendAfter: minute,
  /** To one phone for what anybody may ask (login, registration), a Shanghai day. */
  publicPerDay: 10,
  /** To one phone for one kind of operation of a signed-in account, a Shanghai day. */
  operationPerDay: 50,
  /** From one address for what anybody may ask, an hour. */
  addressPerHour: 60,
} as const
