import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createVault } from '../../src/database/vault.ts'

const key = () => randomBytes(32).toString('base64')
const [k1, k2] = [key(), key()]
const blindIndexKey = randomBytes(32)
const first = createVault({ dataKeys: { current: 'k1', keys: { k1 } }, blindIndexKey })
const rotated = createVault({ dataKeys: { current: 'k2', keys: { k1, k2 } }, blindIndexKey })

describe('encrypted fields', () => {
  it('hold no trace of the value and come back whole', () => {
    const sealed = first.encryptField('persons.idNumber', '110101199003071234')
    expect(JSON.stringify(sealed)).not.toContain('1990')
    expect(first.decryptField('persons.idNumber', sealed)).toBe('110101199003071234')
  })

  it('differ each time, so that equal values cannot be told from outside', () => {
    expect(first.encryptField('persons.name', '张伟').c).not.toBe(
      first.encryptField('persons.name', '张伟').c,
    )
  })

  it('cannot be moved to another field', () => {
    const sealed = first.encryptField('persons.idNumber', '110101199003071234')
    expect(() => first.decryptField('persons.phone', sealed)).toThrow(/authenticate/)
  })

  it('cannot be changed', () => {
    const sealed = first.encryptField('persons.name', '张伟')
    const bytes = Buffer.from(sealed.c, 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    expect(() => first.decryptField('persons.name', { ...sealed, c: bytes.toString('base64') })).toThrow(
      /authenticate/,
    )
  })

  it('are read after the key changed, and new ones take the new key', () => {
    const old = first.encryptField('persons.name', '张伟')
    expect(rotated.decryptField('persons.name', old)).toBe('张伟')
    expect([old.k, rotated.encryptField('persons.name', '张伟').k]).toEqual(['k1', 'k2'])
  })

  it('of a key that is not in the ring are refused by the key’s name', () => {
    const sealed = rotated.encryptField('persons.name', '张伟')
    expect(() => first.decryptField('persons.name', sealed)).toThrow('k2')
  })

  it('are looked up by a keyed digest of their own field, the same under every data key', () => {
    expect(first.blindIndex('persons.phone', '13800000000')).toBe(
      rotated.blindIndex('persons.phone', '13800000000'),
    )
    expect(first.blindIndex('persons.phone', '13800000000')).not.toBe(
      first.blindIndex('accounts.phone', '13800000000'),
    )
  })
})
