import { randomUUID } from 'node:crypto'
import {
  confirmBatch,
  createBatch,
  downloadPayoutTemplate,
  getBatch,
  listBatchItems,
  uploadBatchFile,
} from '@linggong/shared/api/payouts'
import type { ResponseOf } from '@linggong/shared/api/endpoint'
import { plainYuan } from '@linggong/shared/money'
import { engagementMachine, subLedgerMachine } from '@linggong/shared/states/organisation'
import { taskMachine } from '@linggong/shared/states/task'
import type { StateOf } from '@linggong/shared/states/machine'
import ExcelJS from 'exceljs'
import { expect, vi } from 'vitest'
import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import { createBankGateway } from '../../src/gateways/bank/gateway.ts'
import { DueRowModel } from '../../src/jobs/due-row.ts'
import { EnvelopeModel, sealedFields } from '../../src/modules/contracts/models.ts'
import { sealBoundAccount, type BoundAccount } from '../../src/modules/engagements/bound-account.ts'
import { EngagementModel, SubLedgerModel } from '../../src/modules/engagements/models.ts'
import { openSession } from '../../src/modules/identity/commands/open-session.ts'
import { AccountModel, type Account } from '../../src/modules/identity/models/account.ts'
import { accounts, balanceOf, verifyLedger, type Place } from '../../src/modules/ledger/public.ts'
import { countOpenRequests } from '../../src/modules/payouts/public.ts'
import { columns, type RowValues } from '../../src/modules/payouts/sheet/columns.ts'
import {
  AssignmentModel,
  TaskModel,
  sealedFields as assignmentFields,
  type Task,
} from '../../src/modules/tasks/models.ts'
import type { TestServer } from '../harness.ts'
import { createOrganisationAccount, createStepUp, nextSerial, type OrganisationAccount } from './identity.ts'
import { createProvider, type ProviderAccount } from './providers.ts'
import { createWorker, type RegisteredWorker } from './workers.ts'

/** An enterprise with an active engagement, an open sub-ledger and tasks to pay from. */
export interface PayoutSetting {
  enterprise: OrganisationAccount
  provider: ProviderAccount
  engagementId: string
  subLedgerId: string
  place: Place
  boundAccount: BoundAccount
  /** Quick: payees need registration and contract only. */
  quick: Task
  /** Standard: payees need a completed assignment; 100 to 200,000 yuan. */
  standard: Task
}

type TaskState = StateOf<typeof taskMachine>

/** A task of the setting's engagement. */
export async function createTaskFor(
  parties: Pick<PayoutSetting, 'enterprise' | 'provider' | 'engagementId'>,
  input: { kind: Task['kind']; state?: TaskState },
): Promise<Task> {
  const { enterprise, provider, engagementId } = parties
  const task = await TaskModel.create({
    number: `RW20260101${String(nextSerial()).padStart(6, '0')}`,
    state: input.state ?? 'in-progress',
    kind: input.kind,
    engagementId,
    enterpriseId: enterprise.organisationId,
    enterpriseName: enterprise.name,
    providerId: provider.organisationId,
    providerName: provider.name,
    title: '新品推广',
    description: '在指定门店推广新品',
    category: '推广',
    place: '杭州市西湖区',
    from: '2026-01-01',
    to: '2030-12-31',
    headCount: 10_000,
    commissionMin: 10_000,
    commissionMax: 20_000_000,
  })
  return task.toObject()
}

/**
 * Everything a payout needs, made directly: an enterprise, a provider at the sandbox's bank, an active
 * engagement (fee 10 % by default), an open sub-ledger with `funds` fen in it, one quick and one standard task.
 */
export async function createPayoutSetting(
  server: TestServer,
  input: { funds?: number; feeRate?: number; provider?: ProviderAccount; boundNumber?: string } = {},
): Promise<PayoutSetting> {
  const enterprise = await createOrganisationAccount(server, { kind: 'enterprise' })
  const provider = input.provider ?? (await createProvider(server))
  const engagement = await EngagementModel.create({
    state: 'active' satisfies StateOf<typeof engagementMachine>,
    operatingModel: 'participation',
    enterpriseId: enterprise.organisationId,
    enterpriseName: enterprise.name,
    providerId: provider.organisationId,
    providerName: provider.name,
    serviceItemId: provider.serviceItemId,
    serviceItemName: '综合服务',
    invoiceCategory: '现代服务',
    feeRate: input.feeRate ?? 1_000,
    invoiceCutoffDay: 25,
    minimumInvoice: 100_000,
    scenario: '新品推广',
    formOfWork: '按单承接',
    termFrom: '2026-01-01',
    termTo: '2030-12-31',
    appliedAt: server.services.clock.now(),
  })
  const boundAccount = {
    name: enterprise.name,
    number: input.boundNumber ?? `62258801${String(nextSerial()).padStart(8, '0')}`,
    bankName: '招商银行',
  }
  const { accountNo } = await server.services.gateways.bank.openSubLedger({
    requestId: randomUUID(),
    providerAccountNo: provider.bankAccountNo,
    enterpriseName: enterprise.name,
    enterpriseCreditCode: enterprise.creditCode,
    boundAccount,
  })
  const subLedger = await SubLedgerModel.create({
    state: 'open' satisfies StateOf<typeof subLedgerMachine>,
    engagementId: engagement._id,
    enterpriseId: enterprise.organisationId,
    providerId: provider.organisationId,
    enterpriseName: enterprise.name,
    providerName: provider.name,
    providerAccountNo: provider.bankAccountNo,
    accountNo,
    boundAccount: sealBoundAccount(server.services.vault, boundAccount),
  })
  const parties = { enterprise, provider, engagementId: engagement._id }
  const setting: PayoutSetting = {
    ...parties,
    subLedgerId: subLedger._id,
    place: {
      engagementId: engagement._id,
      providerId: provider.organisationId,
      subAccountNo: accountNo,
      providerAccountNo: provider.bankAccountNo,
    },
    boundAccount,
    quick: await createTaskFor(parties, { kind: 'quick' }),
    standard: await createTaskFor(parties, { kind: 'standard' }),
  }
  if (input.funds) await topUp(server, setting, input.funds)
  return setting
}

/** A transfer from the bound account that has arrived and is recognised. */
export async function topUp(server: TestServer, setting: PayoutSetting, amountFen: number): Promise<void> {
  const account = accounts.available(setting.engagementId)
  const before = await balanceOf(account)
  const { name: payerName, number: payerAccount } = setting.boundAccount
  server.sandbox.bank.creditTransfer({
    accountNo: setting.place.subAccountNo,
    amountFen,
    payerName,
    payerAccount,
  })
  await vi.waitFor(async () => expect(await balanceOf(account)).toBe(before + amountFen), {
    timeout: 20_000,
    interval: 20,
  })
}

/** A worker's contract with the setting's provider, in force for its term (days in Shanghai). */
export async function createContractFor(
  server: TestServer,
  { personId, name }: Pick<RegisteredWorker, 'personId' | 'name'>,
  { provider }: Pick<PayoutSetting, 'provider'>,
  term: { from?: string; to?: string } = {},
): Promise<string> {
  const { vault, clock } = server.services
  const envelope = await EnvelopeModel.create({
    number: `HT20260101${String(nextSerial()).padStart(6, '0')}`,
    state: 'completed',
    kind: 'worker-provider',
    title: '灵活就业合作协议',
    templateVersion: 1,
    variables: vault.encryptField(sealedFields.variables, '{}'),
    providerId: provider.organisationId,
    personId,
    termFrom: term.from ?? '2026-01-01',
    termTo: term.to ?? '2030-12-31',
    deadlineAt: clock.now(),
    parties: [{ role: 'worker', personId, name: vault.encryptField(sealedFields.partyName, name) }],
    open: false,
  })
  return envelope._id
}

/** A registered worker with a settlement card and a contract with the provider: may be paid from a quick task. */
export async function createPayee(
  server: TestServer,
  setting: Pick<PayoutSetting, 'provider'>,
  input: { cardOutcome?: string; name?: string; cardNumber?: string } = {},
): Promise<RegisteredWorker> {
  const worker = await createWorker(server, input)
  await createContractFor(server, worker, setting)
  return worker
}

/** The worker's part of a task, completed unless another state is named. */
export async function createAssignmentFor(
  server: TestServer,
  worker: RegisteredWorker,
  task: Task,
  state: 'assigned' | 'accepted' | 'completed' = 'completed',
): Promise<string> {
  const { vault } = server.services
  const assignment = await AssignmentModel.create({
    state,
    taskId: task._id,
    enterpriseId: task.enterpriseId,
    providerId: task.providerId,
    name: vault.encryptField(assignmentFields.name, worker.name),
    phone: vault.encryptField(assignmentFields.phone, worker.phone),
    phoneIndex: vault.blindIndex('phone', worker.phone),
    personId: worker.personId,
  })
  return assignment._id
}

/** A row that pays a worker `amount` fen from a task. */
export function rowFor(
  worker: RegisteredWorker,
  task: Task,
  amount: number,
  change: Partial<RowValues> = {},
): RowValues {
  return {
    name: worker.name,
    idNumber: worker.idNumber,
    phone: worker.phone,
    amount: plainYuan(amount),
    taskNumber: task.number,
    orderNumber: '',
    remark: '',
    ...change,
  }
}

/** The downloaded template filled in with these rows; `edit` changes its first sheet afterwards. */
export async function payoutFile(
  server: TestServer,
  enterprise: OrganisationAccount,
  rows: readonly RowValues[],
  edit?: (sheet: ExcelJS.Worksheet) => void,
): Promise<Buffer> {
  const answer = await fetch(server.url + downloadPayoutTemplate.path, {
    headers: { Authorization: `Bearer ${enterprise.token}` },
  })
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(await answer.arrayBuffer())
  const sheet = workbook.worksheets[0]
  if (!sheet) throw new Error('the template has no sheet')
  rows.forEach((values, index) => {
    columns.forEach(({ key }, column) => {
      sheet.getCell(index + 3, column + 1).value = values[key]
    })
  })
  edit?.(sheet)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

export type BatchDetail = ResponseOf<typeof getBatch>

/** A new batch of the setting's engagement. */
export function createDraft(
  server: TestServer,
  { enterprise, engagementId }: PayoutSetting,
): Promise<BatchDetail> {
  return server.call(createBatch, { body: { engagementId, notifyWorkers: true } }, enterprise)
}

/** Uploads a file into a batch and has it checked. */
export async function uploadRows(
  server: TestServer,
  { enterprise }: PayoutSetting,
  batchId: string,
  content: Buffer,
  replaceErrors: 'true' | 'false' = 'false',
): Promise<BatchDetail> {
  const file = { field: 'file', content, name: '发佣明细.xlsx' }
  await server.call(uploadBatchFile, { params: { id: batchId }, query: { replaceErrors }, file }, enterprise)
  await server.drain()
  return batchOf(server, { enterprise }, batchId)
}

/** A batch whose rows were checked: ready when all of them passed, else invalid. */
export async function createCheckedBatch(
  server: TestServer,
  setting: PayoutSetting,
  rows: readonly RowValues[],
): Promise<BatchDetail> {
  const { id } = await createDraft(server, setting)
  return uploadRows(server, setting, id, await payoutFile(server, setting.enterprise, rows))
}

export function batchOf(
  server: TestServer,
  { enterprise }: Pick<PayoutSetting, 'enterprise'>,
  batchId: string,
): Promise<BatchDetail> {
  return server.call(getBatch, { params: { id: batchId } }, enterprise)
}

export type ItemRow = ResponseOf<typeof listBatchItems>['rows'][number]

/** Payments of a batch in the order of the file. */
export async function itemsOf(
  server: TestServer,
  { enterprise }: Pick<PayoutSetting, 'enterprise'>,
  batchId: string,
): Promise<ItemRow[]> {
  const { rows } = await server.call(
    listBatchItems,
    { params: { id: batchId }, query: { pageSize: 100 } },
    enterprise,
  )
  return rows
}

/** Confirms a ready batch with a fresh SMS code; nothing has moved yet. */
export async function confirm(
  server: TestServer,
  { enterprise }: Pick<PayoutSetting, 'enterprise'>,
  batch: Pick<BatchDetail, 'id' | 'digest'>,
): Promise<BatchDetail> {
  const proof = await createStepUp(server, enterprise, {
    operation: 'payout.confirm',
    subjectId: batch.id,
    digest: batch.digest,
  })
  return server.call(
    confirmBatch,
    { params: { id: batch.id }, body: { ...proof, digest: batch.digest } },
    enterprise,
  )
}

/** A batch that was confirmed, funded and sent, every result applied. */
export async function createPaidBatch(
  server: TestServer,
  setting: PayoutSetting,
  rows: readonly RowValues[],
): Promise<BatchDetail> {
  const batch = await createCheckedBatch(server, setting, rows)
  await confirm(server, setting, batch)
  await settle(server)
  return batchOf(server, setting, batch.id)
}

/**
 * Runs everything that is due and waits for the bank until it has answered all it was asked, save `open`
 * requests that are to stay open.
 */
export async function settle(server: TestServer, open = 0, timeoutMs = 50_000): Promise<void> {
  await vi.waitFor(
    async () => {
      await server.drain()
      expect(await countOpenRequests()).toBe(open)
      expect(server.sandbox.bank.callbacks().filter(({ state }) => state === 'waiting')).toEqual([])
      const due = { state: 'open' as const, dueAt: { $lte: server.services.clock.now() } }
      expect(await DueRowModel.countDocuments(due)).toBe(0)
    },
    { timeout: timeoutMs, interval: 20 },
  )
}

/** The ledger agrees with itself and, account by account, with the bank's own books. */
export async function expectBooksAgree(server: TestServer): Promise<void> {
  const { differences } = await verifyLedger(server.services.gateways.bank)
  expect(differences).toEqual([])
}

/** Balances in fen of the setting's accounts, by their short names. */
export async function balancesIn(setting: PayoutSetting): Promise<Record<string, number>> {
  const { engagementId, provider } = setting
  const providerId = provider.organisationId
  return {
    available: await balanceOf(accounts.available(engagementId)),
    frozen: await balanceOf(accounts.frozen(engagementId)),
    commission: await balanceOf(accounts.commission(providerId)),
    feeHeld: await balanceOf(accounts.feeHeld(providerId)),
    fee: await balanceOf(accounts.fee(providerId)),
  }
}

/** Has the server wait for the bank a short time only, so that an answer held back is a lost one. */
export function loseSlowAnswers(server: TestServer, timeoutMs = 400): void {
  server.services.gateways.bank = createBankGateway({ ...server.services.config.bank, timeoutMs })
}

/** A new session for an account whose old one ended when the clock moved. */
export async function signInAgain(
  server: TestServer,
  account: { accountId: string; token: string },
): Promise<void> {
  const { token } = await runCommand(server.services, systemActor('factory'), async (c) => {
    const found = await AccountModel.findById(account.accountId).session(c.session).lean<Account>()
    if (!found) throw new Error('no such account')
    return openSession(c, found)
  })
  account.token = token
}
