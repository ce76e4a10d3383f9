import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { columns, type RowValues } from './columns.ts'
import { readSheet } from './read-sheet.ts'
import { writeFailedRows, writeTemplate } from './write-template.ts'

const good: RowValues = {
  name: '张三',
  idNumber: '11010519491231002X',
  phone: '13800138000',
  amount: '1234.5',
  taskNumber: 'RW1',
  orderNumber: '',
  remark: '推广',
}

/** The downloaded template with something done to its first sheet. */
async function filled(edit: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await writeTemplate()) as unknown as ArrayBuffer)
  edit(workbook.worksheets[0] as ExcelJS.Worksheet)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function put(
  sheet: ExcelJS.Worksheet,
  row: number,
  values: Partial<Record<keyof RowValues, ExcelJS.CellValue>>,
): void {
  columns.forEach(({ key }, index) => {
    sheet.getCell(row, index + 1).value = { ...good, ...values }[key]
  })
}

/** A zip archive with one deflated entry whose directory declares any size. */
function zipOf(content: Buffer, declared: number): Buffer {
  const packed = deflateRawSync(content)
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(declared, 22)
  local.writeUInt16LE(name.length, 26)
  const directory = Buffer.alloc(46)
  directory.writeUInt32LE(0x02014b50, 0)
  directory.writeUInt16LE(8, 10)
  directory.writeUInt32LE(packed.length, 20)
  directory.writeUInt32LE(declared, 24)
  directory.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, directory, name, end])
}

describe('the payout file', () => {
  it('is read row by row with the sample and empty rows left out', async () => {
    const file = await filled((sheet) => {
      put(sheet, 3, {})
      put(sheet, 5, { name: '李四', amount: 88.8 })
    })
    expect(await readSheet(file)).toEqual([
      { row: 3, values: good, problem: null },
      { row: 5, values: { ...good, name: '李四', amount: '88.8' }, problem: null },
    ])
  })

  it('is refused as empty when nobody filled anything in', async () => {
    await expect(readSheet(await writeTemplate())).rejects.toMatchObject({ code: 'FILE_EMPTY' })
  })

  it('is refused when a header was changed, a column was added or the version cell is gone', async () => {
    const changed = await filled((sheet) => void (sheet.getCell('D1').value = '金额'))
    await expect(readSheet(changed)).rejects.toMatchObject({
      code: 'FILE_TEMPLATE',
      message: expect.stringContaining('D 列应为“金额(元)*”'),
    })
    const added = await filled((sheet) => void (sheet.getCell('I1').value = '部门'))
    await expect(readSheet(added)).rejects.toMatchObject({
      code: 'FILE_TEMPLATE',
      message: expect.stringContaining('部门'),
    })
    const bare = await filled((sheet) => void (sheet.getCell('H1').value = null))
    await expect(readSheet(bare)).rejects.toMatchObject({ code: 'FILE_TEMPLATE' })
  })

  it.each([
    ['a formula', { amount: { formula: '1+1', result: 2 } }, 'D3 单元格是公式'],
    [
      'an ID number that lost digits',
      { idNumber: 110105194912310000 },
      'B3 单元格的身份证号是数字格式，末尾几位已经丢失',
    ],
    ['a phone kept as a number', { phone: 13800138000 }, 'C3 单元格的手机号是数字格式'],
    [
      'an order number that lost digits',
      { orderNumber: 1234567890123456000 },
      'F3 单元格的企业订单号是数字格式',
    ],
    ['a truth value for an amount', { amount: true }, 'D3 单元格的内容无法识别'],
  ])('names the cell of %s', async (_, values, problem) => {
    const [row] = await readSheet(await filled((sheet) => put(sheet, 3, values)))
    expect(row?.problem).toContain(problem)
  })

  it('names a merged cell', async () => {
    const rows = await readSheet(
      await filled((sheet) => {
        put(sheet, 3, {})
        put(sheet, 4, {})
        sheet.mergeCells('D3:D4')
      }),
    )
    expect(rows.map(({ problem }) => problem)).toEqual([
      'D3 是合并单元格，请取消合并后逐行填写',
      'D4 是合并单元格，请取消合并后逐行填写',
    ])
  })

  it('reads an amount as it shows although its binary form is not exact', async () => {
    const [row] = await readSheet(await filled((sheet) => put(sheet, 3, { amount: 0.1 + 0.2 })))
    expect(row?.values.amount).toBe('0.3')
  })

  it('comes back corrected from the failed-rows file with the rows it began with', async () => {
    const failed = await writeFailedRows([{ row: 7, values: { ...good, phone: '' }, reason: '请填写手机号' }])
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(failed as unknown as ArrayBuffer)
    expect(workbook.worksheets[0]?.getCell('J2').text).toBe('请填写手机号')
    ;(workbook.worksheets[0] as ExcelJS.Worksheet).getCell('C2').value = good.phone
    const corrected = Buffer.from(await workbook.xlsx.writeBuffer())
    expect(await readSheet(corrected)).toEqual([{ row: 7, values: good, problem: null }])
  })

  it('is refused when it unpacks to too much, whatever size it declares', async () => {
    const bomb = zipOf(Buffer.alloc(80 * 1024 * 1024), 1_000)
    expect(bomb.length).toBeLessThan(200_000)
    await expect(readSheet(bomb)).rejects.toMatchObject({
      code: 'FILE_CONTENT',
      message: expect.stringContaining('解压后过大'),
    })
  })

  it.each([
    ['words', Buffer.from('not a workbook at all, only words that someone renamed')],
    ['half of an archive', null],
  ])('is refused as unreadable when it is %s', async (_, content) => {
    const template = await writeTemplate()
    await expect(readSheet(content ?? template.subarray(0, template.length / 2))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })

  it('keeps identity and phone columns as text', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await writeTemplate()) as unknown as ArrayBuffer)
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['发佣明细', '填写说明'])
    expect(sheet.getCell('B2').numFmt).toBe('@')
    expect(sheet.getColumn(2).numFmt).toBe('@')
    expect(sheet.getColumn(8).hidden).toBe(true)
  })
})
