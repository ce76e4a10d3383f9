import { expect, it } from 'vitest'
import { readTemplate, unknownVariables } from './template-text'

it('a line that begins with # is a heading, and variables stand apart from the words around them', () => {
  expect(readTemplate('# 第一条 服务费\n按佣金的{{feeRate}}计算')).toEqual([
    { heading: true, pieces: [{ text: '第一条 服务费' }] },
    { heading: false, pieces: [{ text: '按佣金的' }, { variable: 'feeRate' }, { text: '计算' }] },
  ])
})

it('an empty line has no pieces', () => {
  expect(readTemplate('甲\n\n乙')[1]).toEqual({ heading: false, pieces: [] })
})

it('variables the template does not know are named once each', () => {
  expect(
    unknownVariables('{{enterpriseName}}{{feRate}}{{feRate}}{{ }}', ['enterpriseName', 'feeRate']),
  ).toEqual(['feRate', ''])
})
