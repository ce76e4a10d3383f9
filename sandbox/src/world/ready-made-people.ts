import { makeIdNumber } from './identity.ts'
import type { NewPerson } from './people.ts'

const debit = (outcome = '000'): { bin: string; outcome: string } => ({ bin: '622202', outcome })

/**
 * The people of a new sandbox, p1 … p14 in this order. Invented names; the table in README.md says what each
 * one is for. Each has at least one card that works unless the card is the point.
 */
export const readyMadePeople: readonly NewPerson[] = [
  {
    name: '张伟',
    phone: '13900000001',
    idNumber: makeIdNumber('110101', '19900307', 103),
    cards: [
      debit(),
      { bin: '621700', outcome: '000' },
      { bin: '625330', outcome: '000' },
      { bin: '622155', outcome: '000' },
    ],
  },
  {
    name: '李娜',
    phone: '13900000002',
    idNumber: makeIdNumber('310101', '19920518', 204),
    cards: [debit('201'), { bin: '622848', outcome: '000' }],
  },
  {
    name: '王磊',
    phone: '13900000003',
    idNumber: makeIdNumber('440106', '19851121', 311),
    cards: [{ bin: '621700', outcome: '211' }, debit()],
  },
  {
    name: '刘洋',
    phone: '13900000004',
    idNumber: makeIdNumber('330102', '19950902', 415),
    cards: [{ bin: '622848', outcome: '000' }],
  },
  {
    name: '陈静',
    phone: '13900000005',
    idNumber: makeIdNumber('510104', '19881214', 526),
    cards: [{ bin: '622609', outcome: '000' }],
  },
  {
    name: '赵强',
    phone: '13900000006',
    idNumber: makeIdNumber('420106', '19790630', 637),
    cards: [debit('221'), debit('222'), debit('223')],
  },
  {
    name: '孙丽',
    phone: '13900000007',
    idNumber: makeIdNumber('320102', '19970425', 748),
    cards: [{ bin: '621661', outcome: '231' }, debit()],
  },
  {
    name: '周涛',
    phone: '13900000008',
    idNumber: makeIdNumber('610103', '19931008', 859),
    cards: [debit('106'), debit('118'), debit('119'), debit()],
  },
  {
    name: '吴敏',
    phone: '13900000009',
    idNumber: makeIdNumber('370102', '19910817', 962),
    cards: [debit('202'), debit('203'), debit('204')],
  },
  {
    name: '郑小满',
    phone: '13900000010',
    idNumber: makeIdNumber('120101', '20100612', 172),
    cards: [debit()],
  },
  {
    name: '何秀英',
    phone: '13900000011',
    idNumber: makeIdNumber('500103', '19610219', 286),
    cards: [{ bin: '621098', outcome: '000' }],
  },
  {
    name: '马建国',
    phone: '13900000012',
    idNumber: makeIdNumber('210102', '19830705', 393),
    cards: [debit()],
  },
  {
    name: '林晓燕',
    phone: '13900000013',
    idNumber: makeIdNumber('350102', '19890326', 428),
    cards: [{ bin: '621700', outcome: '000' }],
  },
  {
    name: '黄志远',
    phone: '13900000014',
    idNumber: makeIdNumber('440305', '19801111', 539),
    cards: [debit()],
  },
]
