import { addCard, verifyIdentity } from '@linggong/shared'
import { expect, test } from 'vitest'
import { problems } from '@/hooks/use-form'

test('each wrong field is named with its own reason, and right ones are not', () => {
  const values = { name: '张伟', idNumber: '110101199003071031', cardNumber: '1234', phone: '13900000001' }
  const found = problems(verifyIdentity.body, values)
  expect(Object.keys(found).sort()).toEqual(['cardNumber', 'idNumber'])
  expect(found.idNumber).toContain('身份证号不正确')
})

test('spaces in a card number are no mistake', () => {
  expect(problems(addCard.body, { cardNumber: '6222 0200 0000 1000 009', phone: '13900000001' })).toEqual({})
})
