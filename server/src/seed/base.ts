import { zPassword, zPersonName, zPhone } from '@linggong/shared/fields'
import { systemActor } from '../actor.ts'
import { runCommand } from '../command.ts'
import {
  addMember,
  createOrganisation,
  findOrganisationByCreditCode,
  organisationAdmins,
} from '../modules/identity/public.ts'
import type { Services } from '../services.ts'

/** The platform's organisation has no business licence to be found by: this stands in its place. */
const platformCode = 'PLATFORM'

/** The platform's first administrator; the password must be changed at the first login. */
export interface FirstAdministrator {
  name: string
  phone: string
  password: string
}

/** Checks what was given for the first administrator. @throws Error in Chinese naming what is wrong */
export function checkAdministrator(given: {
  name?: string
  phone?: string
  password?: string
}): FirstAdministrator {
  const name = zPersonName.safeParse(given.name)
  if (!name.success) throw new Error('ADMIN_NAME（平台管理员姓名）没有填写或不正确')
  const phone = zPhone.safeParse(given.phone)
  if (!phone.success) throw new Error('ADMIN_PHONE（平台管理员手机号）没有填写或不正确')
  const password = zPassword.safeParse(given.password)
  if (!password.success)
    throw new Error('ADMIN_PASSWORD（一次性密码）至少 10 位，需包含大写字母、小写字母、数字和符号')
  return { name: name.data, phone: phone.data, password: password.data }
}

/** Whether the platform already has an administrator, so that none need be asked for. */
export async function hasAdministrator(): Promise<boolean> {
  const platform = await findOrganisationByCreditCode(platformCode)
  return platform !== null && (await organisationAdmins(platform.id)).length > 0
}

/** The platform's organisation with its first administrator; changes nothing once they are there. */
export async function seedBase(services: Services, administrator: FirstAdministrator): Promise<void> {
  if (await hasAdministrator()) return
  await runCommand(services, systemActor('seed'), async (c) => {
    const existing = await findOrganisationByCreditCode(platformCode, c.session)
    const organisationId =
      existing?.id ??
      (await createOrganisation(c, { kind: 'platform', name: '平台运营', creditCode: platformCode }))
    const { name, phone, password } = administrator
    await addMember(c, { organisationId, phone, name, role: 'administrator', oneTimePassword: password })
  })
}
