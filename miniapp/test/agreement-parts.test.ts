import { describe, expect, it } from 'vitest'
import { agreementParts } from '@/domain/agreement-parts'

describe('the text of an agreement', () => {
  it('is shown as headings and paragraphs, without its title', () => {
    const text = '# 隐私政策\n\n前言。\n\n## 一、范围\n1. 甲\n2. 乙\n\n## 二、期限\n两年'
    expect(agreementParts(text)).toEqual([
      { heading: false, text: '前言。' },
      { heading: true, text: '一、范围' },
      { heading: false, text: '1. 甲\n2. 乙' },
      { heading: true, text: '二、期限' },
      { heading: false, text: '两年' },
    ])
  })
})
