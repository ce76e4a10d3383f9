/** Per-number failures of sms SendSms (2021-01-11, SendStatusSet[].Code) and what the person is told. */
export const smsFailures: Readonly<Record<string, string>> = {
  'LimitExceeded.PhoneNumberThirtySecondLimit': '短信发得太快了，请 30 秒后再试',
  'LimitExceeded.PhoneNumberOneHourLimit': '这一小时内短信发得太多了，请一小时后再试',
  'LimitExceeded.PhoneNumberDailyLimit': '今天发给这个手机号的短信太多了，请明天再试',
  'LimitExceeded.PhoneNumberSameContentDailyLimit': '今天发给这个手机号的短信太多了，请明天再试',
  'LimitExceeded.DailyLimit': '今天的短信暂时发不出去了，请明天再试',
  'LimitExceeded.DeliveryFrequencyLimit': '短信发得太快了，请稍后再试',
  'FailedOperation.PhoneNumberInBlacklist': '这个手机号退订过短信，请换一个手机号，或向运营商恢复接收',
  'FailedOperation.InsufficientBalanceInSmsPackage': '短信暂时发不出去，请稍后再试',
  'FailedOperation.TemplateIncorrectOrUnapproved': '短信暂时发不出去，请稍后再试',
  'FailedOperation.TemplateParamSetNotMatchApprovedTemplate': '短信暂时发不出去，请稍后再试',
  'FailedOperation.SignatureIncorrectOrUnapproved': '短信暂时发不出去，请稍后再试',
  'FailedOperation.ContainSensitiveWord': '短信暂时发不出去，请稍后再试',
  'InvalidParameterValue.IncorrectPhoneNumber': '手机号有误，请核对后再试',
  'UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone': '目前只支持中国大陆的手机号',
}

export const otherSmsFailure = '短信没有发出去，请稍后再试'
