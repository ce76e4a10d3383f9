import { creditCode } from '../support/papers.ts'

/** Who and what the journey is about. The people are those of a new sandbox. */
export const provider = {
  name: '众合灵工科技服务有限公司',
  creditCode: creditCode('91440300MA5LG0001'),
  bankAccountNo: '755900000010001',
  adminName: '黄志远',
}

export const enterprise = {
  name: '云速达同城配送有限公司',
  creditCode: creditCode('91440300MA5LG0088'),
  legalPerson: '郑国强',
  address: '广东省深圳市南山区科技园科苑路 8 号',
  contact: '马建国',
  scenario: '同城即时配送高峰期的取送件与门店地推',
  formOfWork: '按单承接，自主安排时间',
  boundAccount: { number: '6225880188886666', bankName: '招商银行深圳分行' },
}

export const serviceItem = {
  name: '灵活用工综合服务',
  invoiceCategory: '现代服务',
  feePercent: '10',
  minimumInvoice: '1000',
}

export const task = {
  title: '双十二门店促销物料配送',
  category: '同城配送',
  description: '把促销物料从南山仓送到指定门店，送达后请店员签收并拍照。',
  place: '深圳市南山区科苑路',
  headCount: '20',
  commissionMin: '200',
  commissionMax: '3000',
}

/** Assigned before he registers; comes by the task's code; paid. */
export const early = '张伟'
/** Assigned by the Excel import; her card is frozen. */
export const frozen = '李娜'
/** Registers by himself first; rejects and is assigned again. */
export const wavering = '刘洋'

/** Commissions in yuan as they are typed; the wavering worker's has one place too many at first. */
export const commissions = { [early]: '300', [frozen]: '400', [wavering]: '260.5', wrong: '260.555' }

/** Yuan as the screens show them: 1,056.55 leave the account; 400.00 and later 40.00 come back. */
export const sums = {
  credited: '10000',
  creditedShown: '￥10,000.00',
  batchShown: '￥1,056.55',
  confirm: '确认打款 3 笔共 ￥1,056.55',
  afterFailure: '￥9,343.45',
  afterFeeBack: '￥9,383.45',
}
