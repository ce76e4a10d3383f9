import { describe, expect, it } from 'vitest'
import type { RowValues } from '../sheet/columns.ts'
import { checkForm } from './check-form.ts'

const now = new Date('2026-11-22T04:00:00Z')
const good: RowValues = {
  name: '张三',
  idNumber: '11010519491231002X',
  phone: '13800138000',
  amount: '1234.50',
  taskNumber: 'RW2026112200000001',
  orderNumber: '',
  remark: '',
}
const problemOf = (change: Partial<RowValues>, cellProblem: string | null = null) => {
  const result = checkForm({ ...good, ...change }, cellProblem, now)
  return 'problem' in result ? result.problem : null
}

describe('the form of a row', () => {
  it('passes with its amount in fen and its ID number in upper case', () => {
    expect(checkForm({ ...good, idNumber: '11010519491231002x' }, null, now)).toEqual({
      values: good,
      amount: 123_450,
    })
  })

  it.each([
    [{ amount: '' }, '请填写金额'],
    [{ amount: '0' }, '金额须大于 0'],
    [{ amount: '0.00' }, '金额须大于 0'],
    [{ amount: '-5' }, '金额须大于 0'],
    [{ amount: '12.345' }, '金额最多两位小数'],
    [{ amount: '一百元' }, '金额须为数字，如 1234.50，不要写文字、符号或千位分隔符'],
    [{ amount: '1,234' }, '金额须为数字，如 1234.50，不要写文字、符号或千位分隔符'],
    [{ amount: '1e5' }, '金额须为数字，如 1234.50，不要写文字、符号或千位分隔符'],
    [{ amount: '9999999999999' }, '金额过大，请核对'],
    [{ amount: '500000.01' }, '单笔金额不超过 ￥500,000.00'],
    [{ name: '' }, '请填写姓名'],
    [{ idNumber: '' }, '请填写身份证号'],
    [{ idNumber: '110105194912310021' }, '身份证号不正确，请核对（18 位，末位可以是 X）'],
    [{ idNumber: '110105201001010010' }, '收款人未满 18 周岁，不能发佣'],
    [{ phone: '' }, '请填写手机号'],
    [{ phone: '+1 202 555 0100' }, '手机号不正确，请填写 11 位中国大陆手机号'],
    [{ taskNumber: '' }, '请填写任务编号'],
    [{ remark: '字'.repeat(33) }, '备注不超过 32 个字'],
    [{ orderNumber: 'a'.repeat(65) }, '企业订单号不超过 64 个字符'],
  ])('is refused for %o in plain words', (change, problem) => {
    expect(problemOf(change)).toBe(problem)
  })

  it('names the first failure in the order given', () => {
    expect(problemOf({ name: '', amount: 'x' }, 'B3 单元格是公式')).toBe('B3 单元格是公式')
    expect(problemOf({ phone: '1', amount: 'x' })).toContain('手机号')
    expect(problemOf({ idNumber: '110105194912310021', amount: 'x' })).toContain('金额须为数字')
    expect(problemOf({ idNumber: '110105194912310021', amount: '500000.01' })).toContain('身份证号不正确')
  })
})
