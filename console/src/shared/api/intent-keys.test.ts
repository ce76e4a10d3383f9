import { expect, it } from 'vitest'
import { intentKeys } from './intent-keys'

it('two files of the same name but different content are two wishes', () => {
  const upload = (text: string) => ({ file: { content: new File([text], '明细.xlsx', { lastModified: 1 }) } })
  const first = intentKeys.keyFor('POST /file', upload('一'))
  expect(intentKeys.keyFor('POST /file', upload('一'))).toBe(first)
  expect(intentKeys.keyFor('POST /file', upload('一二'))).not.toBe(first)
})
