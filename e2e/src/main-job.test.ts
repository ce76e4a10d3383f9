import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  oneTimePasswordIsSpent,
  platformBegins,
  platformCreatesProvider,
} from './main-job/1-platform-opens-a-provider.ts'
import { providerLogsIn, providerSetsServiceItem } from './main-job/2-provider-prepares.ts'
import { enterpriseApplies, platformApprovesEnterprise } from './main-job/3-enterprise-joins.ts'
import {
  contactProvesHimself,
  enterpriseAppliesToProvider,
  enterpriseSigns,
  providerApprovesEnterprise,
} from './main-job/4-they-sign-a-contract.ts'
import { subLedgerIsFunded } from './main-job/5-money-arrives.ts'
import {
  enterprisePublishesTask,
  providerApprovesTask,
  taskIsShared,
  unknownWorkerIsAssigned,
  workersAreImported,
} from './main-job/6-workers-are-assigned.ts'
import {
  earlyWorkerRegisters,
  earlyWorkerScansCode,
  frozenWorkerRegisters,
  waveringWorkerRegisters,
} from './main-job/7-workers-register.ts'
import {
  earlyWorkerWorks,
  enterpriseSeesWork,
  frozenWorkerWorks,
  waveringWorkerAcceptsAgain,
  waveringWorkerRejects,
} from './main-job/8-workers-work.ts'
import {
  batchIsConfirmed,
  failedRowIsCorrected,
  feeComesBack,
  fileIsRefused,
  paymentsEnd,
  workersSeeTheirMoney,
} from './main-job/9-money-goes-out.ts'
import {
  enterpriseLooksAround,
  platformLooksAround,
  providerLooksAround,
  sandboxLooksAround,
  workerLooksAround,
} from './main-job/10-look-around.ts'
import { openStage, type Stage } from './support/stage.ts'

/** One story from an empty installation; each step needs the ones before it. */
describe('a scanned task code becomes money on a card', () => {
  let stage: Stage
  let code: Buffer
  let broken = false

  beforeAll(async () => {
    stage = await openStage('main-job')
  })
  afterAll(() => stage?.close())
  beforeEach(() => {
    if (broken) throw new Error('前面的步骤没有成功，故事到此为止')
  })
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail'
  })

  it('the platform begins with its one-time password and has to change it', () => platformBegins(stage))
  it('the one-time password counts once', () => oneTimePasswordIsSpent(stage))
  it('the platform opens a provider with its bank account', () => platformCreatesProvider(stage))
  it('the provider logs in by SMS and chooses a password', () => providerLogsIn(stage))
  it('the provider offers a service item', () => providerSetsServiceItem(stage))
  it('an enterprise registers and applies with its licence', () => enterpriseApplies(stage))
  it('the platform approves the enterprise', () => platformApprovesEnterprise(stage))
  it('the enterprise applies to the provider', () => enterpriseAppliesToProvider(stage))
  it('the provider approves the application', () => providerApprovesEnterprise(stage))
  it('the contact opens the seal and proves himself by face on his phone', () => contactProvesHimself(stage))
  it('the enterprise signs with an SMS code and the contract is in force', () => enterpriseSigns(stage))
  it('the sub-ledger is opened and a transfer is credited', () => subLedgerIsFunded(stage))
  it('the enterprise publishes a standard task', () => enterprisePublishesTask(stage))
  it('the provider approves the task', () => providerApprovesTask(stage))
  it('someone who never registered is assigned and the assignment waits', () =>
    unknownWorkerIsAssigned(stage))
  it('workers are assigned by Excel and a wrong row is named', () => workersAreImported(stage))
  it('the task is shared as a code', async () => {
    code = await taskIsShared(stage)
  })
  it('the assigned worker scans the code and logs in by SMS', () => earlyWorkerScansCode(stage, code))
  it('he registers with the camera and ends on the scanned task', () => earlyWorkerRegisters(stage))
  it('he signs by hand, accepts and completes with a photo', () => earlyWorkerWorks(stage))
  it('the imported worker registers and finds her task', () => frozenWorkerRegisters(stage))
  it('she signs, accepts and completes it', () => frozenWorkerWorks(stage))
  it('a third worker registers without any task', () => waveringWorkerRegisters(stage))
  it('he is assigned, told by WeChat, and rejects with a reason', () => waveringWorkerRejects(stage))
  it('he is assigned again, accepts and completes', () => waveringWorkerAcceptsAgain(stage))
  it('the enterprise sees the finished work', () => enterpriseSeesWork(stage))
  it('a payout file with a wrong row is refused with the row and its reason', () => fileIsRefused(stage))
  it('the corrected failed-rows file makes the batch ready', () => failedRowIsCorrected(stage))
  it('the payout is confirmed by SMS code and the amount itself', () => batchIsConfirmed(stage))
  it('two payments arrive, and the commission of the frozen card is back at once', () => paymentsEnd(stage))
  it('the paid worker sees message and income, the other one why not', () => workersSeeTheirMoney(stage))
  it('half an hour later the fee of the failed payment is back', () => feeComesBack(stage))
  it('the enterprise finds every page of the job', () => enterpriseLooksAround(stage))
  it('the provider finds every page of the job', () => providerLooksAround(stage))
  it('the platform sees the provider at work', () => platformLooksAround(stage))
  it('the worker finds every page behind his own corner', () => workerLooksAround(stage))
  it('the sandbox shows papers, pictures and the bank', () => sandboxLooksAround(stage))
  it('journal and bank agree on every account', () => {
    expect(stage.product.verifyLedger()).toMatchObject({ code: 0 })
  })
  it('no page reported an error', () => {
    expect(stage.errors).toEqual([])
  })
})
