/**
 * Corporate accounts that exist in a new bank, documented in docs/bank-protocol.md. Their balance is zero.
 * More are opened at the counter (开立对公账户).
 */
export const readyMadeAccounts: readonly { accountNo: string; name: string; creditCode: string }[] = [
  { accountNo: '755900000010001', name: '众合灵工科技服务有限公司', creditCode: '91440300MA5LG00012' },
  { accountNo: '755900000010002', name: '云帆人力资源服务有限公司', creditCode: '91310115MA1LG00027' },
  { accountNo: '755900000010003', name: '天府灵活用工服务有限公司', creditCode: '91510100MA6LG00035' },
  { accountNo: '755900000010004', name: '江海综合服务有限公司', creditCode: '91320100MA1LG00044' },
]
