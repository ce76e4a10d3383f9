import { describe, expect, it } from 'vitest'
import { enterpriseProviderTemplate } from '../../providers/templates/enterprise-provider.ts'
import { keyTerms } from './summary.ts'
import { fillVariables, readBlocks } from './template-text.ts'

describe('text of a contract', () => {
  it('takes every value and refuses to be made with a hole', () => {
    expect(
      fillVariables('自{{termFrom}}起，{{ providerName }}', { termFrom: '今天', providerName: '鹭岛' }),
    ).toBe('自今天起，鹭岛')
    expect(() => fillVariables('{{unknown}}', {})).toThrow('unknown')
  })

  it('does not read a value as a variable', () => {
    expect(fillVariables('{{a}}', { a: '{{b}}', b: '不应出现' })).toBe('{{b}}')
  })

  it('is read as headings, clauses, facts and paragraphs', () => {
    const kinds = readBlocks(
      '甲方：鹭岛　电话：13800138000\n说明如下，请阅读。\n# 第一条 内容\n1.1 完成 3 单任务',
    ).map((block) => block)
    expect(kinds).toEqual([
      { kind: 'fact', label: '甲方', value: '鹭岛' },
      { kind: 'fact', label: '电话', value: '13800138000' },
      { kind: 'paragraph', text: '说明如下，请阅读。' },
      { kind: 'heading', text: '第一条\u3000内容' },
      { kind: 'clause', number: '1.1', text: '完成3单任务' },
    ])
  })

  it('tells its key terms in its own words', () => {
    const labels = keyTerms(enterpriseProviderTemplate.body).map(({ label }) => label)
    expect(labels).toEqual(['服务费', '税费', '责任', '个人信息', '期限'])
  })
})
