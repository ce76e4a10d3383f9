/** Questions workers ask most, with plain answers. */
export const helpTopics: readonly { question: string; answer: string }[] = [
  {
    question: '佣金什么时候到账',
    answer: '任务完成后由企业发放。企业确认打款后一般当天到您的结算卡，到账会通知您，“收入”里能看到每一步。',
  },
  {
    question: '付款失败了，钱在哪里',
    answer: '钱已经退回企业，不会丢。请到“我的－银行卡”核对或更换结算卡，再请企业重新发放。',
  },
  {
    question: '实名认证没有通过',
    answer:
      '请核对姓名、身份证号、卡号和银行预留手机号。预留手机号是办卡时留的号码，可以到银行或手机银行查询。每天可以核验 5 次。',
  },
  {
    question: '为什么要签合同',
    answer: '佣金由服务商代企业付给您并代扣税款，合同保障您按约定收到钱。同一个服务商签一次管两年。',
  },
  {
    question: '企业说指派了，我看不到任务',
    answer: '请把您登录的手机号和实名姓名告诉企业，两样都对上任务才会出现在这里。',
  },
]
