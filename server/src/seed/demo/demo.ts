import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fontkit from '@pdf-lib/fontkit'
import sharp from 'sharp'
import * as api from '@linggong/shared'
import type { Caller } from './client.ts'
import { until } from './client.ts'
import {
  register,
  registerCompany,
  signContract,
  signInConsole,
  signInFirstTime,
  signInWorker,
  stepUp,
  type Stage,
} from './people.ts'
import type { DemoPerson } from './world.ts'

const provider = {
  name: '众合灵工科技服务有限公司',
  creditCode: credit('91440300MA5LG0001'),
  bankAccountNo: '755900000010001',
  adminName: '何静',
  adminPhone: '13800000002',
}
const enterprise = {
  name: '云速达同城配送有限公司',
  creditCode: credit('91440300MA5LG0088'),
  legalPersonName: '郑国强',
  address: '广东省深圳市南山区科技园科苑路 8 号',
  contactPhone: '13800000003',
  scenario: '同城即时配送高峰期的取送件与门店地推',
  formOfWork: '按单承接，自主安排时间',
}
const boundAccount = { name: enterprise.name, number: '6225880188886666', bankName: '招商银行深圳分行' }
const openingBalanceFen = 50_000_000

/** The code with its check character (GB 32100). */
function credit(body: string): string {
  return body + api.creditCodeCheck(body)
}

/** A name as a handwriting-like picture, transparent, as the signature pad sends it. */
async function handwriting(name: string): Promise<string> {
  const file = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/noto-sans-sc/300Light/NotoSansSC_300Light.ttf',
  )
  const font = fontkit.create(readFileSync(file))
  const strokes = [...name].map((character, index) => {
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0)
    return `<path transform="translate(${40 + index * 130} 150) rotate(${index % 2 ? 4 : -5}) scale(0.13 -0.13)" d="${glyph.path.toSVG()}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${80 + name.length * 130}" height="200">${strokes.join('')}</svg>`
  const png = await sharp(Buffer.from(svg)).png().toBuffer()
  return `data:image/png;base64,${png.toString('base64')}`
}

/** A licence to upload, plainly marked as a sample. */
function licence(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="640"><rect width="900" height="640" fill="#fdf8ec"/><rect x="24" y="24" width="852" height="592" fill="none" stroke="#b08d57" stroke-width="6"/><text x="450" y="150" font-size="56" text-anchor="middle" fill="#7a1f1f">营业执照</text><text x="450" y="240" font-size="30" text-anchor="middle" fill="#333">${enterprise.name}</text><text x="450" y="300" font-size="26" text-anchor="middle" fill="#555">${enterprise.creditCode}</text><text x="450" y="520" font-size="64" text-anchor="middle" fill="#cc0000" opacity="0.5">样本</text></svg>`
  return sharp(Buffer.from(svg)).jpeg().toBuffer()
}

async function makeProvider(stage: Stage, platform: Caller): Promise<{ id: string; call: Caller }> {
  const { id } = await platform(api.createProvider, { body: provider })
  const call = await signInFirstTime(stage, provider.adminPhone)
  const item = {
    name: '灵活用工综合服务',
    invoiceCategory: '现代服务' as const,
    feeRate: 1000,
    invoiceCutoffDay: 25,
    minimumInvoice: 100_000,
  }
  await call(api.addServiceItem, { body: item })
  return { id, call }
}

async function makeEnterprise(stage: Stage, platform: Caller, contact: DemoPerson): Promise<Caller> {
  const call = await registerCompany(stage, enterprise.contactPhone)
  const { id: licenceFileId } = await call(api.uploadLicence, {
    file: { field: 'file', content: await licence(), name: '营业执照.jpg' },
  })
  const body = { ...enterprise, contactName: contact.name, contactIdNumber: contact.idNumber, licenceFileId }
  const { id } = await call(api.submitOnboarding, { body })
  await platform(api.approveOnboarding, { params: { id } })
  return signInConsole(stage, enterprise.contactPhone)
}

/** From the application to an active contract: review, seal, the contact's face, signature. */
async function makeEngagement(
  stage: Stage,
  parties: { enterprise: Caller; provider: Caller; providerId: string },
): Promise<string> {
  const { enterprise: call, providerId } = parties
  const { rows } = await call(api.listDirectory, {})
  const item = rows.find(({ id }) => id === providerId)?.serviceItems[0]
  if (!item) throw new Error('服务商没有服务项')
  const body = {
    providerId,
    serviceItemId: item.id,
    invoiceCategory: item.invoiceCategory,
    operatingModel: 'participation' as const,
  }
  const { id } = await call(api.applyEngagement, { body })
  await parties.provider(api.approveEngagement, { params: { id } })
  const seal = await call(api.openSeal, {})
  await stage.world.passFaceCheck(seal.phoneUrl)
  await until('云签开通', async () => (await call(api.getSeal, {})).opened)
  const proof = await call(api.proveContact, { params: { id } })
  await stage.world.passFaceCheck(proof.phoneUrl)
  await until(
    '人脸核验',
    async () => (await call(api.getFaceCheck, { params: { id: proof.id } })).state === 'passed',
  )
  const { envelopeId } = await until('待签合同', async () => {
    const engagement = await call(api.getEngagement, { params: { id } })
    return engagement.state === 'signing' && engagement
  })
  const subjectId = envelopeId ?? ''
  await call(api.signEngagement, {
    params: { id },
    body: await stepUp(stage, call, enterprise.contactPhone, {
      operation: 'contract.sign',
      subjectId,
      digest: subjectId,
    }),
  })
  await until('合同生效', async () => (await call(api.getEngagement, { params: { id } })).state === 'active')
  return id
}

async function fundSubLedger(stage: Stage, call: Caller, engagementId: string): Promise<void> {
  await call(api.openSubLedger, { params: { id: engagementId }, body: { boundAccount } })
  const find = async () =>
    (await call(api.listSubLedgers, {})).rows.find((row) => row.engagementId === engagementId)
  const { accountNo } = await until('子账簿开通', async () => {
    const row = await find()
    return row?.state === 'open' && row
  })
  await stage.world.credit({
    accountNo: accountNo ?? '',
    amountFen: openingBalanceFen,
    payerName: boundAccount.name,
    payerAccount: boundAccount.number,
    payerBank: boundAccount.bankName,
  })
  await until('充值到账', async () => (await find())?.available === openingBalanceFen)
}

interface TaskPlan {
  kind: 'standard' | 'quick'
  title: string
  description: string
  category: string
  commissionMin: number
  commissionMax: number
}

const plans: TaskPlan[] = [
  {
    kind: 'standard',
    title: '双十二门店促销物料配送',
    description: '把促销物料从南山仓送到指定门店，送达后请店员签收并拍照。',
    category: '同城配送',
    commissionMin: 20_000,
    commissionMax: 300_000,
  },
  {
    kind: 'quick',
    title: '十一月社区地推',
    description: '在指定社区介绍新用户活动，按完成人数结算。',
    category: '市场推广',
    commissionMin: 5_000,
    commissionMax: 500_000,
  },
  {
    kind: 'standard',
    title: '年货节分拣支援',
    description: '在分拣中心按区域分拣包裹，单班次约 4 小时。',
    category: '仓储分拣',
    commissionMin: 15_000,
    commissionMax: 60_000,
  },
]

async function publish(call: Caller, engagementId: string, plan: TaskPlan): Promise<string> {
  const { now } = await call(api.getConfig, {})
  const from = api.dayOf(now)
  const to = api.dayOf(new Date(new Date(now).getTime() + 30 * 86_400_000))
  const body = { engagementId, ...plan, place: '深圳市南山区', from, to, headCount: 20, pictureIds: [] }
  return (await call(api.publishTask, { body })).id
}

async function findPerson(stage: Stage, name: string): Promise<DemoPerson> {
  const person = (await stage.world.people()).find((one) => one.name === name)
  if (!person) throw new Error(`沙箱里没有${name}`)
  return person
}

/** What a newcomer is told after the demo is there. */
export interface DemoResult {
  logins: { who: string; phone: string }[]
  taskLink: string
  taskTitle: string
}

const logins = (adminPhone: string) => [
  { who: '平台运营', phone: adminPhone },
  { who: `服务商（${provider.name}）`, phone: provider.adminPhone },
  { who: `用工企业（${enterprise.name}）`, phone: enterprise.contactPhone },
]

async function sharedTask(call: Caller): Promise<Pick<DemoResult, 'taskLink' | 'taskTitle'>> {
  const { rows } = await call(api.listTasks, { query: { state: 'in-progress' } })
  const task = rows.find(({ kind }) => kind === 'standard')
  if (!task) return { taskLink: '', taskTitle: '' }
  const { link } = await call(api.shareTask, { params: { id: task.id } })
  return { taskLink: link, taskTitle: task.title }
}

/**
 * Fills an empty installation through its front door: everything is done by the calls that the screens make, and
 * the money comes over the sandbox bank's counter. On one that has its demo nothing changes.
 */
export async function playDemo(
  stage: Stage,
  admin: { phone: string; password: string },
): Promise<DemoResult> {
  const platform = await signInConsole(stage, admin.phone, admin.password)
  const { rows: providers } = await platform(api.listProviders, {})
  if (providers.some(({ creditCode }) => creditCode === provider.creditCode)) {
    const call = await signInConsole(stage, enterprise.contactPhone)
    return { logins: logins(admin.phone), ...(await sharedTask(call)) }
  }
  const made = await makeProvider(stage, platform)
  const company = await makeEnterprise(stage, platform, await findPerson(stage, '陈静'))
  const engagementId = await makeEngagement(stage, {
    enterprise: company,
    provider: made.call,
    providerId: made.id,
  })
  await fundSubLedger(stage, company, engagementId)

  const [standard, quick] = [
    await publish(company, engagementId, plans[0]!),
    await publish(company, engagementId, plans[1]!),
  ]
  await publish(company, engagementId, plans[2]!)
  for (const id of [standard, quick]) await made.call(api.approveTask, { params: { id } })

  // 刘洋 has registered and signed, 王磊 has registered, 周涛 has only logged in, 张伟 has never been here.
  const signed = await findPerson(stage, '刘洋')
  const signedCall = await signInWorker(stage, signed.phone)
  await register(stage, signedCall, signed)
  await signContract(stage, signedCall, signed, made.id, await handwriting(signed.name))
  const registered = await findPerson(stage, '王磊')
  await register(stage, await signInWorker(stage, registered.phone), registered)
  await signInWorker(stage, (await findPerson(stage, '周涛')).phone)
  const newcomer = await findPerson(stage, '张伟')
  for (const { name, phone } of [signed, registered, newcomer])
    await company(api.assignWorker, { params: { id: standard }, body: { name, phone } })

  return { logins: logins(admin.phone), ...(await sharedTask(company)) }
}
