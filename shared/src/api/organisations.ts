import { z } from 'zod'
import {
  zAccountNumber,
  zCreditCode,
  zFenNumber,
  zId,
  zIdNumber,
  zOrganisationName,
  zPage,
  zPageOf,
  zPersonName,
  zPhone,
  zReason,
  zTime,
} from '../fields.ts'
import { zBasisPoints } from '../money.ts'
import { statesOf } from '../states/machine.ts'
import { onboardingMachine } from '../states/organisation.ts'
import { defineEndpoint } from './endpoint.ts'
import { zFaceCheck } from './public.ts'
import { zFileLink, zTimelineEntry } from './worker-tasks.ts'

// Enterprise onboarding

export const zOnboardingForm = z.object({
  name: zOrganisationName,
  creditCode: zCreditCode,
  legalPersonName: zPersonName,
  address: z.string().trim().min(5, '请填写完整的注册地址').max(200),
  contactName: zPersonName,
  contactIdNumber: zIdNumber,
  contactPhone: zPhone,
  /** What gig workers are used for, and in which form of work (用工场景, 用工形式). */
  scenario: z.string().trim().min(5, '请描述使用灵工的业务场景').max(500),
  formOfWork: z.string().trim().min(2, '请填写用工形式').max(100),
  licenceFileId: zId,
})

export const zOnboarding = z.object({
  id: zId,
  state: z.enum(statesOf(onboardingMachine)),
  form: zOnboardingForm.nullable(),
  licence: zFileLink.nullable(),
  rejectReason: z.string().nullable(),
  submittedAt: zTime.nullable(),
  /** What changed since the version that was rejected: label and old value. */
  changes: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
  timeline: z.array(zTimelineEntry),
})

export const uploadLicence = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/onboarding/licence',
  summary: '上传营业执照',
  caller: 'console',
  upload: { field: 'file', maxBytes: 10 * 1024 * 1024, accept: ['jpeg', 'png', 'pdf'] },
  response: zFileLink,
})

/** The onboarding of the signed-in account: of its enterprise, or the one it is filling in. */
export const getOnboarding = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/onboarding',
  summary: '入驻申请',
  caller: 'console',
  response: zOnboarding.nullable(),
})

/** Submits (or, after a rejection, resubmits) the application. */
export const submitOnboarding = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/onboarding',
  summary: '提交入驻申请',
  caller: 'console',
  body: zOnboardingForm,
  response: zOnboarding,
})

export const zOnboardingRow = z.object({
  id: zId,
  name: z.string(),
  creditCode: z.string(),
  contactName: z.string(),
  state: z.enum(statesOf(onboardingMachine)),
  submittedAt: zTime.nullable(),
})

export const listOnboardings = defineEndpoint({
  method: 'GET',
  path: '/api/platform/onboardings',
  summary: '入驻审核列表',
  caller: 'platform',
  permission: 'onboarding.review',
  query: zPage.extend({
    state: z.enum(statesOf(onboardingMachine)).optional(),
    keyword: z.string().trim().max(50).optional(),
  }),
  response: zPageOf(zOnboardingRow),
})

/** The contact's ID number is masked unless `reveal` gives a reason, which is audited. */
export const getOnboardingForReview = defineEndpoint({
  method: 'GET',
  path: '/api/platform/onboardings/:id',
  summary: '入驻审核详情',
  caller: 'platform',
  permission: 'onboarding.review',
  params: z.object({ id: zId }),
  query: z.object({ reveal: z.string().trim().min(2).max(100).optional() }),
  response: zOnboarding.extend({
    form: z.object({ ...zOnboardingForm.shape, contactIdNumber: z.string(), contactPhone: z.string() }),
  }),
})

export const approveOnboarding = defineEndpoint({
  method: 'POST',
  path: '/api/platform/onboardings/:id/approve',
  summary: '通过入驻',
  caller: 'platform',
  permission: 'onboarding.review',
  params: z.object({ id: zId }),
})

export const rejectOnboarding = defineEndpoint({
  method: 'POST',
  path: '/api/platform/onboardings/:id/reject',
  summary: '驳回入驻',
  caller: 'platform',
  permission: 'onboarding.review',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
})

// Providers

export const invoiceCategories = [
  '信息技术服务',
  '现代服务',
  '物流辅助服务',
  '商务辅助服务',
  '生活服务',
] as const

export const zServiceItem = z.object({
  id: zId,
  name: z.string(),
  invoiceCategory: z.enum(invoiceCategories),
  /** Fee on top of the commission, basis points (1,000 = 10 %). */
  feeRate: zBasisPoints,
  /** Day of the month after which invoices of the month are not issued. */
  invoiceCutoffDay: z.int().min(1).max(28),
  /** Smallest amount of an invoice, fen. */
  minimumInvoice: zFenNumber,
})

export const zServiceItemForm = z.object({
  name: z.string().trim().min(2, '请填写服务项名称').max(50),
  invoiceCategory: z.enum(invoiceCategories, '请选择发票类目'),
  feeRate: zBasisPoints,
  invoiceCutoffDay: z.int().min(1).max(28),
  minimumInvoice: z.int().min(0),
})

export const zProvider = z.object({
  id: zId,
  name: z.string(),
  creditCode: z.string(),
  /** Account at the bank that holds sub-ledgers and pays workers. */
  bankAccountNo: z.string(),
  adminPhone: z.string(),
  autoSeal: z.boolean(),
  silentSigning: z.boolean(),
  serviceItems: z.array(zServiceItem),
  createdAt: zTime,
})

export const createProvider = defineEndpoint({
  method: 'POST',
  path: '/api/platform/providers',
  summary: '新建服务商',
  caller: 'platform',
  permission: 'provider.manage',
  body: z.object({
    name: zOrganisationName,
    creditCode: zCreditCode,
    bankAccountNo: zAccountNumber,
    adminName: zPersonName,
    adminPhone: zPhone,
  }),
  response: zProvider,
})

export const listProviders = defineEndpoint({
  method: 'GET',
  path: '/api/platform/providers',
  summary: '服务商列表',
  caller: 'platform',
  permission: 'provider.manage',
  response: z.object({ rows: z.array(zProvider) }),
})

export const getOwnProvider = defineEndpoint({
  method: 'GET',
  path: '/api/provider/profile',
  summary: '本服务商资料',
  caller: 'provider',
  response: zProvider,
})

export const updateProviderSettings = defineEndpoint({
  method: 'PUT',
  path: '/api/provider/settings',
  summary: '签署设置',
  caller: 'provider',
  permission: 'provider.manage',
  body: z.object({ autoSeal: z.boolean(), silentSigning: z.boolean() }),
  response: zProvider,
})

export const addServiceItem = defineEndpoint({
  method: 'POST',
  path: '/api/provider/service-items',
  summary: '新增服务项',
  caller: 'provider',
  permission: 'provider.manage',
  body: zServiceItemForm,
  response: zServiceItem,
})

/** Changes an item; signed contracts keep the rate agreed in them. */
export const updateServiceItem = defineEndpoint({
  method: 'PUT',
  path: '/api/provider/service-items/:id',
  summary: '修改服务项',
  caller: 'provider',
  permission: 'provider.manage',
  params: z.object({ id: zId }),
  body: zServiceItemForm,
  response: zServiceItem,
})

export const templateKinds = ['worker-provider', 'enterprise-provider'] as const

export const zContractTemplate = z.object({
  kind: z.enum(templateKinds),
  version: z.int(),
  title: z.string(),
  /** Text with `{{variable}}` parts; a line beginning with "# " is a heading. */
  body: z.string(),
  /** Variables that the text may use, with what they stand for. */
  variables: z.array(z.object({ name: z.string(), label: z.string() })),
  updatedAt: zTime,
})

export const listTemplates = defineEndpoint({
  method: 'GET',
  path: '/api/provider/contract-templates',
  summary: '合同模板',
  caller: 'provider',
  permission: 'provider.manage',
  response: z.object({ rows: z.array(zContractTemplate) }),
})

export const updateTemplate = defineEndpoint({
  method: 'PUT',
  path: '/api/provider/contract-templates/:kind',
  summary: '修改合同模板',
  caller: 'provider',
  permission: 'provider.manage',
  params: z.object({ kind: z.enum(templateKinds) }),
  body: z.object({
    title: z.string().trim().min(4).max(60),
    body: z.string().min(200, '合同正文过短').max(50_000),
    version: z.int(),
  }),
  response: zContractTemplate,
})

/** What an enterprise chooses from: approved providers that have a service item. */
export const listDirectory = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/providers',
  summary: '服务商名录',
  caller: 'enterprise',
  permission: 'engagement.read',
  response: z.object({
    rows: z.array(
      z.object({
        id: zId,
        name: z.string(),
        serviceItems: z.array(zServiceItem),
        /** Days left to this month's earliest cut-off; negative when it has passed. */
        daysToCutoff: z.int().nullable(),
      }),
    ),
  }),
})

// 云签: the organisation's electronic seal, opened by its contact's face check

export const getSeal = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/seal',
  summary: '云签状态',
  caller: 'enterprise',
  permission: 'engagement.read',
  response: z.object({
    opened: z.boolean(),
    openedAt: zTime.nullable(),
    contactName: z.string(),
    contactPhone: z.string(),
    imageUrl: z.string().nullable(),
  }),
})

/** Begins the contact's face check; when it passes the seal is made. */
export const openSeal = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/seal/face-check',
  summary: '开通云签',
  caller: 'enterprise',
  permission: 'seal.open',
  response: zFaceCheck,
})
