import {
  approveOnboarding,
  getOnboarding,
  getOnboardingForReview,
  getSeal,
  listOnboardings,
  openSeal,
  rejectOnboarding,
  submitOnboarding,
  uploadLicence,
} from '@linggong/shared/api/organisations'
import { getConsoleMe } from '@linggong/shared/api/console-identity'
import { onboardingMachine } from '@linggong/shared/states/organisation'
import { nextState } from '@linggong/shared/states/machine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { createEnterprise, onboardingForm } from '../../../test/factories/enterprises.ts'
import {
  createConsoleAccount,
  createOrganisationAccount,
  newCreditCode,
  playFaceCheck,
  type OrganisationAccount,
} from '../../../test/factories/identity.ts'
import { createProvider } from '../../../test/factories/providers.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { transition } from '../../states.ts'
import { auditTrail } from '../audit/public.ts'
import { OnboardingModel } from './models.ts'

let server: TestServer
let platform: OrganisationAccount

beforeAll(async () => {
  server = await startTestServer()
  platform = await createOrganisationAccount(server, { kind: 'platform', name: '平台运营' })
})
afterAll(() => server.stop())

const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
)

/** A new company account that has submitted its application. */
async function submitted() {
  const account = await createConsoleAccount(server)
  const form = await onboardingForm(server, account)
  const { id } = await server.call(submitOnboarding, { body: form }, account)
  return { account, form, id }
}

describe('onboarding', () => {
  it('is refused without a session, to organisations and with a wrong form', async () => {
    const account = await createConsoleAccount(server)
    const form = await onboardingForm(server, account)
    await expect(server.call(submitOnboarding, { body: form })).rejects.toMatchObject({ status: 401 })
    await expect(server.call(submitOnboarding, { body: form }, platform)).rejects.toMatchObject({
      status: 403,
    })
    await expect(
      server.call(submitOnboarding, { body: { ...form, creditCode: '91440300MA5LG00011' } }, account),
    ).rejects.toMatchObject({
      status: 400,
      param: 'body.creditCode',
    })
    await expect(
      server.call(submitOnboarding, { body: { ...form, contactIdNumber: '110105194912310021' } }, account),
    ).rejects.toMatchObject({
      status: 400,
      param: 'body.contactIdNumber',
    })
  })

  it('takes only a licence that the applicant uploaded', async () => {
    const [account, other] = [await createConsoleAccount(server), await createConsoleAccount(server)]
    const form = await onboardingForm(server, other)
    await expect(server.call(submitOnboarding, { body: form }, account)).rejects.toMatchObject({
      status: 400,
      param: 'body.licenceFileId',
    })
    const licence = await server.call(
      uploadLicence,
      { file: { field: 'file', content: jpeg, name: '营业执照.jpg' } },
      account,
    )
    const answer = await server.call(
      submitOnboarding,
      { body: { ...form, licenceFileId: licence.id } },
      account,
    )
    expect(answer).toMatchObject({ state: 'submitted', form: { name: form.name } })
  })

  it('waits for the platform and is seen by its applicant alone', async () => {
    const { account, form, id } = await submitted()
    expect(await server.call(getOnboarding, {}, account)).toMatchObject({ id, state: 'submitted', form })
    expect(await server.call(getOnboarding, {}, await createConsoleAccount(server))).toBeNull()
    await expect(server.call(submitOnboarding, { body: form }, account)).rejects.toMatchObject({
      status: 409,
      code: 'STATE_CONFLICT',
    })
  })

  it('is reviewed by platform staff only', async () => {
    const { id } = await submitted()
    const provider = await createProvider(server)
    for (const caller of [provider, await createEnterprise(server)]) {
      await expect(server.call(listOnboardings, { query: {} }, caller)).rejects.toMatchObject({ status: 403 })
      await expect(server.call(approveOnboarding, { params: { id } }, caller)).rejects.toMatchObject({
        status: 403,
      })
    }
    await expect(server.call(getOnboardingForReview, { params: { id }, query: {} })).rejects.toMatchObject({
      status: 401,
    })
    await expect(
      server.call(rejectOnboarding, { params: { id }, body: { reason: '' } }, platform),
    ).rejects.toMatchObject({ status: 400 })
    await expect(
      server.call(approveOnboarding, { params: { id: 'nothing' } }, platform),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('masks the contact until a reason is given, which is audited', async () => {
    const { id, form } = await submitted()
    const masked = await server.call(getOnboardingForReview, { params: { id }, query: {} }, platform)
    expect(JSON.stringify(masked)).not.toContain(form.contactIdNumber)
    expect(JSON.stringify(masked)).not.toContain(form.contactPhone)
    const full = await server.call(
      getOnboardingForReview,
      { params: { id }, query: { reveal: '核对联系人' } },
      platform,
    )
    expect(full.form.contactIdNumber).toBe(form.contactIdNumber)
    const [entry] = (await auditTrail({ type: 'onboarding', id })).filter(
      ({ action }) => action === 'onboarding.reveal',
    )
    expect(entry).toMatchObject({
      reason: '核对联系人',
      personalDataSeen: ['contactIdNumber', 'contactPhone'],
    })
  })

  it('comes back with a reason, and the next version shows what changed', async () => {
    const { account, form, id } = await submitted()
    await server.call(rejectOnboarding, { params: { id }, body: { reason: '地址与执照不一致' } }, platform)
    expect(await server.call(getOnboarding, {}, account)).toMatchObject({
      state: 'rejected',
      rejectReason: '地址与执照不一致',
    })
    const changed = { ...form, address: '广东省深圳市福田区深南大道 100 号' }
    await server.call(submitOnboarding, { body: changed }, account)
    const review = await server.call(getOnboardingForReview, { params: { id }, query: {} }, platform)
    expect(review.changes).toEqual([{ label: '注册地址', before: form.address, after: changed.address }])
    expect(review.timeline.map(({ text }) => text)).toEqual([
      '提交审核',
      '驳回：地址与执照不一致',
      '提交审核',
    ])
  })

  it('makes the applicant the administrator of the enterprise when it is approved', async () => {
    const { account, form, id } = await submitted()
    const query = { state: 'submitted', keyword: form.creditCode } as const
    expect(await server.call(listOnboardings, { query }, platform)).toMatchObject({
      rows: [{ id }],
      total: 1,
    })
    const beyond = await server.call(listOnboardings, { query: { ...query, page: 2 } }, platform)
    expect(beyond).toEqual({ rows: [], total: 1 })
    await server.call(approveOnboarding, { params: { id } }, platform)
    const me = await server.call(getConsoleMe, {}, account)
    expect(me.organisation ?? me.memberships[0]).toMatchObject({ kind: 'enterprise', name: form.name })
    await expect(server.call(approveOnboarding, { params: { id } }, platform)).rejects.toMatchObject({
      status: 409,
    })
  })

  it('lets one organisation in per credit code, also when two are approved at once', async () => {
    const [first, second] = [await createConsoleAccount(server), await createConsoleAccount(server)]
    const creditCode = newCreditCode()
    const ids = []
    for (const account of [first, second]) {
      const form = await onboardingForm(server, account, { creditCode })
      ids.push((await server.call(submitOnboarding, { body: form }, account)).id)
    }
    const results = await Promise.allSettled(
      ids.map((id) => server.call(approveOnboarding, { params: { id } }, platform)),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const third = await createConsoleAccount(server)
    await expect(
      server.call(submitOnboarding, { body: await onboardingForm(server, third, { creditCode }) }, third),
    ).rejects.toMatchObject({
      code: 'ORGANISATION_EXISTS',
    })
  })

  it('lies encrypted in the database', async () => {
    const { form, id } = await submitted()
    const raw = JSON.stringify(await OnboardingModel.findById(id).lean())
    for (const secret of [form.contactName, form.contactIdNumber, form.contactPhone, form.legalPersonName])
      expect(raw).not.toContain(secret)
  })

  const states = Object.keys(onboardingMachine.labels) as (keyof typeof onboardingMachine.labels)[]
  const events = Object.keys(onboardingMachine.transitions) as (keyof typeof onboardingMachine.transitions)[]
  it.each(states.flatMap((state) => events.map((event) => [state, event] as const)))(
    'in %s the table decides over %s',
    async (state, event) => {
      const onboarding = new OnboardingModel({
        applicantAccountId: `${state}-${event}`,
        name: '测试',
        creditCode: 'X',
      })
      onboarding.set('state', state, { overwriteImmutable: true })
      await onboarding.save()
      const moved = runCommand(server.services, systemActor('test'), (c) =>
        transition(OnboardingModel, onboarding, onboardingMachine, event, c),
      )
      const expected = nextState(onboardingMachine, state, event)
      if (expected === null) await expect(moved).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
      else await moved
      expect((await OnboardingModel.findById(onboarding._id).lean())?.state).toBe(expected ?? state)
    },
  )
})

describe('云签', () => {
  it('is opened by the contact passing the face check, once', async () => {
    const enterprise = await createEnterprise(server)
    expect(await server.call(getSeal, {}, enterprise)).toMatchObject({ opened: false, imageUrl: null })
    const check = await server.call(openSeal, {}, enterprise)
    await playFaceCheck(server, check.phoneUrl)
    await server.drain()
    const seal = await server.call(getSeal, {}, enterprise)
    expect(seal.opened).toBe(true)
    const picture = await fetch(server.url + seal.imageUrl)
    expect(picture.headers.get('content-type')).toBe('image/png')
  })

  it('stays closed when somebody else is before the camera', async () => {
    const enterprise = await createEnterprise(server)
    const check = await server.call(openSeal, {}, enterprise)
    await playFaceCheck(server, check.phoneUrl, 'other-person')
    await server.drain()
    expect(await server.call(getSeal, {}, enterprise)).toMatchObject({ opened: false })
  })

  it('is for enterprises', async () => {
    await expect(server.call(openSeal, {})).rejects.toMatchObject({ status: 401 })
    await expect(server.call(openSeal, {}, await createProvider(server))).rejects.toMatchObject({
      status: 403,
    })
  })
})
