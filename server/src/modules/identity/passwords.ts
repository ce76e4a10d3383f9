import { hash, verify } from '@node-rs/argon2'

/** Argon2id with the library's defaults raised to the OWASP minimum (19 MiB, 2 passes). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

let spare: Promise<string> | undefined

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Whether the password is the account's. Takes as long when there is no account or no password. */
export async function checkPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (passwordHash) return verify(passwordHash, password)
  spare ??= hashPassword('no account has this password')
  await verify(await spare, password)
  return false
}
