import type { Page } from 'playwright-core'
import { chooseFile } from '../../support/choose-file.ts'
import { fillAll, press, see } from '../../support/see.ts'
import { confirm, dialog } from './frame.ts'

export interface Company {
  name: string
  creditCode: string
  legalPerson: string
  address: string
  contact: { name: string; phone: string; idNumber: string }
  scenario: string
  formOfWork: string
  licence: Buffer
}

/** Fills in the whole application; it is not submitted yet. */
export async function fillApplication(console: Page, company: Company): Promise<void> {
  const { contact } = company
  await fillAll(console, {
    企业名称: company.name,
    统一社会信用代码: company.creditCode,
    法定代表人: company.legalPerson,
    注册地址: company.address,
  })
  await chooseFile(console, '上传营业执照', { name: '营业执照.jpg', content: company.licence })
  await console.getByRole('img', { name: '营业执照' }).waitFor()
  await fillAll(console, {
    联系人姓名: contact.name,
    联系人手机号: contact.phone,
    联系人身份证号: contact.idNumber,
    用工场景: company.scenario,
    用工形式: company.formOfWork,
  })
}

/** Approves the application that is open in the platform's drawer. */
export async function approveApplication(console: Page, name: string): Promise<void> {
  await press(dialog(console, name), '通过')
  await confirm(console, '通过入驻')
  await see(console, `已通过“${name}”的入驻申请`)
}
