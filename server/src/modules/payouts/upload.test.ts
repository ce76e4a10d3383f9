import {
  discardBatch,
  downloadFailedRows,
  getBatch,
  listBatchErrors,
  listBatches,
  removeErrorRows,
  removeItem,
  uploadBatchFile,
} from '@linggong/shared/api/payouts'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newIdNumber, newPhone } from '../../../test/factories/identity.ts'
import {
  batchOf,
  createAssignmentFor,
  createCheckedBatch,
  createContractFor,
  createDraft,
  createPaidBatch,
  createPayee,
  createPayoutSetting,
  createTaskFor,
  itemsOf,
  payoutFile,
  rowFor,
  settle,
  signInAgain,
  uploadRows,
  type PayoutSetting,
} from '../../../test/factories/payouts.ts'
import { createWorker, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { auditTrail } from '../audit/public.ts'
import { markCardUnusable } from '../workers/public.ts'
import { runCommand } from '../../command.ts'
import { systemActor } from '../../actor.ts'
import { PayoutRowModel } from './models/row.ts'
import { payoutRules } from './rules.ts'
import { columns, type RowValues } from './sheet/columns.ts'

let server: TestServer
let setting: PayoutSetting
let payee: RegisteredWorker

beforeAll(async () => {
  server = await startTestServer()
  setting = await createPayoutSetting(server, { funds: 50_000_000 })
  payee = await createPayee(server, setting)
})
afterAll(() => server.stop())

const errorsOf = async (batchId: string) =>
  (await server.call(listBatchErrors, { params: { id: batchId }, query: {} }, setting.enterprise)).rows

/** The reason why a single row does not pass, or null. */
async function reasonFor(row: RowValues): Promise<string | null> {
  const { id } = await createCheckedBatch(server, setting, [row])
  const [error] = await errorsOf(id)
  return error?.reason ?? null
}

const upload = (batchId: string, content: Buffer, name = '明细.xlsx') =>
  server.call(
    uploadBatchFile,
    { params: { id: batchId }, query: {}, file: { field: 'file', content, name } },
    setting.enterprise,
  )

describe('a payout file as a whole', () => {
  it.each<[string, string, () => Promise<Buffer> | Buffer]>([
    [
      'with a changed header',
      'FILE_TEMPLATE',
      () =>
        payoutFile(
          server,
          setting.enterprise,
          [rowFor(payee, setting.quick, 100)],
          (sheet) => void (sheet.getCell('A1').value = '名字'),
        ),
    ],
    ['without rows', 'FILE_EMPTY', () => payoutFile(server, setting.enterprise, [])],
    ['without bytes', 'FILE_EMPTY', () => Buffer.alloc(0)],
    ['of 20 MB', 'PAYLOAD_TOO_LARGE', () => Buffer.alloc(20 * 1024 * 1024, 'PK')],
    [
      'that is a picture',
      'UNSUPPORTED_FILE',
      () =>
        Buffer.from(
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
          'base64',
        ),
    ],
  ])('is refused %s and the batch stays as it was', async (_, code, make) => {
    const draft = await createDraft(server, setting)
    await expect(upload(draft.id, await make())).rejects.toMatchObject({ code })
    expect(await batchOf(server, setting, draft.id)).toEqual(draft)
    expect(await PayoutRowModel.countDocuments({ batchId: draft.id })).toBe(0)
  })

  it('shows its progress while it is checked and is ready when every row passed', async () => {
    const draft = await createDraft(server, setting)
    const content = await payoutFile(server, setting.enterprise, [
      rowFor(payee, setting.quick, 12_345, { remark: '一月' }),
    ])
    const uploaded = await upload(draft.id, content)
    expect(uploaded).toMatchObject({ state: 'validating', rowCount: 1, checked: 0, fileName: '明细.xlsx' })
    await server.drain()
    const ready = await batchOf(server, setting, draft.id)
    expect(ready).toMatchObject({
      state: 'ready',
      rowCount: 1,
      checked: 1,
      itemCount: 1,
      errorCount: 0,
      commission: 12_345,
      fee: 1_235,
      counts: { ready: 1 },
    })
    expect(ready.number).toMatch(/^FY\d{8}\d{6}$/)
    const [item] = await itemsOf(server, setting, draft.id)
    expect(item).toMatchObject({
      state: 'ready',
      name: payee.name,
      row: 3,
      cardTail: payee.cardNumber.slice(-4),
      amount: 12_345,
      fee: 1_235,
      remark: '一月',
    })
    expect(item?.number).toMatch(/^\d{18}$/)
    expect(item?.idNumber).toMatch(/^1101\*{10}\d{3}[\dX]$/)
    expect(item?.phone).toMatch(/^137\*{4}\d{4}$/)
  })

  it('rounds the fee of every payment half up and sums the fees', async () => {
    const other = await createPayee(server, setting)
    const batch = await createCheckedBatch(server, setting, [
      rowFor(payee, setting.quick, 5),
      rowFor(other, setting.quick, 4),
    ])
    expect(batch).toMatchObject({ commission: 9, fee: 1 })
  })
})

describe('a row', () => {
  it.each<[string, string, () => Partial<RowValues>]>([
    ['with a negative amount', '金额须大于 0', () => ({ amount: '-1' })],
    ['of nothing', '金额须大于 0', () => ({ amount: '0' })],
    ['with three decimals', '金额最多两位小数', () => ({ amount: '1.234' })],
    ['with an amount in words', '金额须为数字', () => ({ amount: '壹佰' })],
    ['with a wrong checksum', '身份证号不正确', () => ({ idNumber: '110105194912310021' })],
    ['of somebody under 18', '未满 18 周岁', () => ({ idNumber: '110105201001010010' })],
    ['above the limit', '单笔金额不超过', () => ({ amount: '500000.01' })],
    [
      'of nobody who is registered',
      '收款人还没有注册',
      () => ({ idNumber: newIdNumber(), phone: newPhone() }),
    ],
    [
      'with another name than the registered one',
      '姓名、身份证号、手机号与灵工注册信息不一致',
      () => ({ name: '钱二' }),
    ],
    ['for a task that is not there', '任务编号不存在', () => ({ taskNumber: 'RW1' })],
  ])('%s is refused in plain words', async (_, reason, change) => {
    expect(await reasonFor(rowFor(payee, setting.quick, 10_000, change()))).toContain(reason)
  })

  it('never says which of name, ID number and phone belongs to another person', async () => {
    const other = await createPayee(server, setting)
    const reasons = await Promise.all(
      [
        { phone: other.phone },
        { idNumber: other.idNumber },
        { phone: newPhone() },
        { idNumber: newIdNumber() },
      ].map((change) => reasonFor(rowFor(payee, setting.quick, 10_000, change))),
    )
    expect(new Set(reasons)).toEqual(new Set(['姓名、身份证号、手机号与灵工注册信息不一致，请核对']))
  })

  it('whose payee has not finished registering, has no contract or no usable card is refused', async () => {
    const halfway = await createWorker(server, { registered: false })
    expect(await reasonFor(rowFor(halfway, setting.quick, 10_000))).toContain('还没有注册')
    const uncontracted = await createWorker(server)
    expect(await reasonFor(rowFor(uncontracted, setting.quick, 10_000))).toContain('还没有与服务商签署合同')
    const lapsed = await createWorker(server)
    await createContractFor(server, lapsed, setting, { from: '2024-01-01', to: '2025-12-31' })
    expect(await reasonFor(rowFor(lapsed, setting.quick, 10_000))).toContain('合同已到期')
    const cardless = await createPayee(server, setting)
    await runCommand(server.services, systemActor('test'), (c) =>
      markCardUnusable(c, cardless.cardId, '销户'),
    )
    expect(await reasonFor(rowFor(cardless, setting.quick, 10_000))).toContain('结算卡当前不能收款')
  })

  it('is refused for a task that is not in progress or not of this engagement', async () => {
    const done = await createTaskFor(setting, { kind: 'quick', state: 'completed' })
    expect(await reasonFor(rowFor(payee, done, 10_000))).toBe('任务当前是“已完成”状态，不能发佣')
    const foreign = await createPayoutSetting(server)
    expect(await reasonFor(rowFor(payee, foreign.quick, 10_000))).toContain('任务编号不存在')
  })

  it('of a standard task needs a completed assignment, an amount in its range, and is paid once', async () => {
    const { standard } = setting
    const worker = await createPayee(server, setting)
    expect(await reasonFor(rowFor(worker, standard, 50_000))).toContain('还没有完成此任务')
    await createAssignmentFor(server, worker, standard)
    expect(await reasonFor(rowFor(worker, standard, 9_999))).toBe(
      '金额不在任务的佣金范围内（￥100.00至￥200,000.00）',
    )
    const twice = ['A1', 'A2'].map((orderNumber) => rowFor(worker, standard, 50_000, { orderNumber }))
    const { id } = await createCheckedBatch(server, setting, twice)
    expect((await errorsOf(id)).map(({ row, reason }) => [row, reason])).toEqual([
      [4, '与第 3 行重复：同一人的标准任务只能发放一次'],
    ])
    await createPaidBatch(server, setting, [rowFor(worker, standard, 50_000)])
    expect(await reasonFor(rowFor(worker, standard, 50_000))).toBe('该灵工的此任务已经发放过佣金')
  })

  it('may use an order number once, in this file and for ever', async () => {
    const other = await createPayee(server, setting)
    const rows = [
      rowFor(payee, setting.quick, 100, { orderNumber: 'DD-1' }),
      rowFor(other, setting.quick, 100, { orderNumber: 'DD-1' }),
    ]
    const { id } = await createCheckedBatch(server, setting, rows)
    expect((await errorsOf(id)).map(({ reason }) => reason)).toEqual(['企业订单号与第 3 行重复'])
    await createPaidBatch(server, setting, rows.slice(0, 1))
    expect(await reasonFor(rowFor(other, setting.quick, 100, { orderNumber: 'DD-1' }))).toBe(
      '该企业订单号已经用过',
    )
  })

  it('that pays the same person for the same task again is a duplicate unless order numbers differ', async () => {
    const row = rowFor(payee, setting.quick, 100)
    const { id } = await createCheckedBatch(server, setting, [row, row, { ...row, orderNumber: 'A' }])
    expect((await errorsOf(id)).map(({ row: at, reason }) => [at, reason])).toEqual([
      [4, '与第 3 行重复：同一人同一任务须填写不同的企业订单号'],
      [5, '与第 3 行重复：同一人同一任务须填写不同的企业订单号'],
    ])
    const fine = await createCheckedBatch(server, setting, [
      { ...row, orderNumber: 'B' },
      { ...row, orderNumber: 'C' },
    ])
    expect(fine.state).toBe('ready')
  })

  it('with a formula, a lost digit or a merged cell is named by its address among all other rows', async () => {
    const row = rowFor(payee, setting.quick, 100)
    const content = await payoutFile(
      server,
      setting.enterprise,
      [row, row, row, { ...row, orderNumber: 'Z' }],
      (sheet) => {
        sheet.getCell('D3').value = { formula: '50+50', result: 100 }
        sheet.getCell('B4').value = 110105194912310000
        sheet.mergeCells('F5:G5')
      },
    )
    const { id } = await createDraft(server, setting)
    await uploadRows(server, setting, id, content)
    expect((await errorsOf(id)).map(({ row: at, reason }) => [at, reason])).toEqual([
      [3, 'D3 单元格是公式，请改为填写金额的值'],
      [4, expect.stringContaining('B4 单元格的身份证号是数字格式，末尾几位已经丢失')],
      [5, 'F5 是合并单元格，请取消合并后逐行填写'],
      [6, '与第 3 行重复：同一人同一任务须填写不同的企业订单号'],
    ])
  })
})

describe('rows that did not pass', () => {
  const bad = () => ({ ...rowFor(payee, setting.quick, 100), name: '钱二' })

  it('block the batch until they are corrected by the failed-rows file, whose download is audited', async () => {
    const good = await createPayee(server, setting)
    const batch = await createCheckedBatch(server, setting, [rowFor(good, setting.quick, 200), bad()])
    expect(batch).toMatchObject({ state: 'invalid', itemCount: 1, errorCount: 1, commission: 200 })
    expect(await errorsOf(batch.id)).toEqual([
      {
        row: 4,
        name: '钱二',
        idNumber: expect.stringContaining('**********'),
        amount: '1.00',
        taskNumber: setting.quick.number,
        reason: expect.stringContaining('不一致'),
      },
    ])

    const answer = await fetch(server.url + downloadFailedRows.path.replace(':id', batch.id), {
      headers: { Authorization: `Bearer ${setting.enterprise.token}` },
    })
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain('未通过的行.xlsx')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(await answer.arrayBuffer())
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet
    expect(columns.map((_, index) => sheet.getCell(2, index + 1).text)).toEqual(Object.values(bad()))
    expect(sheet.getCell('J2').text).toContain('不一致')
    const entry = (await auditTrail({ type: 'batch', id: batch.id })).find(
      ({ action }) => action === 'batch.download-failed-rows',
    )
    expect(entry).toMatchObject({ personalDataSeen: ['name', 'idNumber', 'phone'], after: { rows: 1 } })

    sheet.getCell('A2').value = payee.name
    const corrected = await uploadRows(
      server,
      setting,
      batch.id,
      Buffer.from(await workbook.xlsx.writeBuffer()),
      'true',
    )
    expect(corrected).toMatchObject({
      state: 'ready',
      itemCount: 2,
      errorCount: 0,
      rowCount: 2,
      checked: 2,
      commission: 300,
    })
    expect((await itemsOf(server, setting, batch.id)).map(({ row, amount }) => [row, amount])).toEqual([
      [3, 200],
      [4, 100],
    ])
  })

  it('are checked against those that passed before when they come back', async () => {
    const batch = await createCheckedBatch(server, setting, [rowFor(payee, setting.quick, 200), bad()])
    const again = await payoutFile(server, setting.enterprise, [rowFor(payee, setting.quick, 100)])
    expect(await uploadRows(server, setting, batch.id, again, 'true')).toMatchObject({
      state: 'invalid',
      itemCount: 1,
      errorCount: 1,
    })
    expect((await errorsOf(batch.id))[0]?.reason).toContain('与第 3 行重复')
  })

  it('are removed by a deliberate click, after which the rest is ready', async () => {
    const batch = await createCheckedBatch(server, setting, [rowFor(payee, setting.quick, 200), bad()])
    const rest = await server.call(removeErrorRows, { params: { id: batch.id } }, setting.enterprise)
    expect(rest).toMatchObject({ state: 'ready', itemCount: 1, errorCount: 0, rowCount: 1, commission: 200 })
    expect(rest.digest).not.toBe(batch.digest)
  })

  it('go with everything else when a whole new file is uploaded', async () => {
    const batch = await createCheckedBatch(server, setting, [rowFor(payee, setting.quick, 200), bad()])
    const fresh = await payoutFile(server, setting.enterprise, [rowFor(payee, setting.quick, 700)])
    expect(await uploadRows(server, setting, batch.id, fresh)).toMatchObject({
      state: 'ready',
      itemCount: 1,
      rowCount: 1,
      commission: 700,
      counts: { ready: 1, removed: 0 },
    })
  })
})

describe('an unconfirmed batch', () => {
  it('loses a payment that is removed, and its digest changes', async () => {
    const other = await createPayee(server, setting)
    const batch = await createCheckedBatch(server, setting, [
      rowFor(payee, setting.quick, 200),
      rowFor(other, setting.quick, 300),
    ])
    const [first] = await itemsOf(server, setting, batch.id)
    await server.call(removeItem, { params: { id: first?.id ?? '' } }, setting.enterprise)
    const after = await batchOf(server, setting, batch.id)
    expect(after).toMatchObject({
      state: 'ready',
      itemCount: 1,
      commission: 300,
      fee: 30,
      counts: { ready: 1, removed: 1 },
    })
    expect(after.digest).not.toBe(batch.digest)
  })

  it('is discarded by hand, and its file leaves nothing behind', async () => {
    const batch = await createCheckedBatch(server, setting, [rowFor(payee, setting.quick, 200)])
    expect(await server.call(discardBatch, { params: { id: batch.id } }, setting.enterprise)).toMatchObject({
      state: 'discarded',
      counts: { removed: 1 },
    })
    expect(await PayoutRowModel.countDocuments({ batchId: batch.id })).toBe(0)
  })

  it('is discarded by itself a week after its last change', async () => {
    const idle = await createDraft(server, setting)
    await server.clock.advance(payoutRules.discardAfterMs - 60_000)
    await signInAgain(server, setting.enterprise)
    const batch = await createCheckedBatch(server, setting, [rowFor(payee, setting.quick, 200)])
    await server.clock.advance(120_000)
    await settle(server)
    expect((await batchOf(server, setting, idle.id)).state).toBe('discarded')
    expect((await batchOf(server, setting, batch.id)).state).toBe('ready')
  })

  it('is found by a part of its number or file name', async () => {
    const batch = await createCheckedBatch(server, setting, [rowFor(payee, setting.quick, 200)])
    const find = (keyword: string) =>
      server.call(listBatches, { query: { keyword, state: 'ready' } }, setting.enterprise)
    expect((await find(batch.number.slice(-6))).rows.map(({ id }) => id)).toContain(batch.id)
    expect((await find('发佣明细')).total).toBeGreaterThan(0)
    expect((await find('.*')).total).toBe(0)
    expect(
      (await server.call(getBatch, { params: { id: batch.id } }, setting.enterprise)).timeline.map(
        ({ text }) => text,
      ),
    ).toEqual(['新建发放批次', '上传明细 1 行', '校验完成：1 行全部通过'])
  })
})
