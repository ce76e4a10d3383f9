/** The approved SMS templates; {1}, {2} … are the positional parameters. */
export const smsTemplates: Readonly<Record<string, string>> = {
  code: '验证码 {1}，{2} 分钟内有效。请勿告诉他人，工作人员不会向您索要。',
  'task-assigned': '{1} 给您派了任务“{2}”，请打开链接查看并决定是否接受：{3}',
  'task-cancelled': '任务“{1}”已取消，您不用再做，已完成的部分请联系发布企业。',
  'contract-to-sign': '您有一份与 {1} 的合同待签署，签署后才能接任务和收款：{2}',
  'contract-signed': '您与 {1} 的合同已签署完成，可在“我的合同”里查看。',
  'payout-sent': '{1} 向您支付的 {2} 元已提交银行，到账后会再通知您。',
  'payout-paid': '{1} 元已到账，收款卡尾号 {2}。',
  'payout-failed': '{1} 元没有打款成功：{2}。款项已退回企业，请更新结算卡后联系企业重新发放。',
  'payout-returned': '{1} 元被银行退回，请更新结算卡，之后可以补发：{2}',
  'review-result': '{1}的审核结果：{2}。',
  'transfer-received': '账户 {1} 收到转入资金 {2} 元。',
  'batch-finished': '发放批次 {1} 已处理完：成功 {2} 笔，失败 {3} 笔。',
  'important-operation': '您的账号于 {2} 进行了“{1}”。如不是您本人操作，请立即联系客服。',
  'id-card-expiring': '您的身份证将于 {1} 到期，到期后不能接单和收款，请换证后重新拍摄：{2}',
  'face-link': '请用手机打开链接完成刷脸（{1}）：{2}',
}
