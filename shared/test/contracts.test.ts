import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  acceptAssignment,
  allEndpoints,
  ApiError,
  assignmentMachine,
  attemptMachine,
  batchMachine,
  createClient,
  describeError,
  engagementMachine,
  envelopeMachine,
  errorCatalogue,
  incomingTransferMachine,
  itemMachine,
  listAssignments,
  nextState,
  onboardingMachine,
  permissions,
  refundMachine,
  registrationMachine,
  subLedgerMachine,
  taskMachine,
  type Machine,
  type TransportRequest,
} from '../src/index.ts'

const machines: Machine[] = [
  registrationMachine,
  onboardingMachine,
  engagementMachine,
  subLedgerMachine,
  envelopeMachine,
  taskMachine,
  assignmentMachine,
  batchMachine,
  itemMachine,
  attemptMachine,
  incomingTransferMachine,
  refundMachine,
] as Machine[]

describe('endpoints', () => {
  it('have one method and path each', () => {
    const places = [...allEndpoints.values()].map((endpoint) => `${endpoint.method} ${endpoint.path}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it.each([...allEndpoints])('%s describes itself fully', (_, endpoint) => {
    expect(endpoint.path).toMatch(/^\/api\//)
    expect(endpoint.summary).not.toBe('')
    const named = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1])
    const shape = (endpoint.params as z.ZodObject).shape
    expect(Object.keys(shape).sort()).toEqual(named.sort())
    expect(() => z.toJSONSchema(endpoint.response, { io: 'output', unrepresentable: 'any' })).not.toThrow()
    if (endpoint.permission)
      expect(Object.values(permissions).some((list) => (endpoint.permission as string) in list)).toBe(true)
    if (endpoint.caller === 'enterprise')
      expect(endpoint.permission, 'an enterprise endpoint names its permission').toBeDefined()
  })
})

describe('state tables', () => {
  it.each(machines.map((machine) => [machine.name, machine] as const))(
    '%s: every state is reached from the beginning',
    (_, machine) => {
      // A transfer may be recognised at once, without having been unclaimed.
      const reached = new Set([
        machine.initial,
        ...(machine.name === 'incoming-transfer' ? ['recognised'] : []),
      ])
      for (let before = -1; before !== reached.size;) {
        before = reached.size
        for (const { from, to } of Object.values(machine.transitions))
          if (from.some((state) => reached.has(state))) reached.add(to)
      }
      expect([...reached].sort()).toEqual(Object.keys(machine.labels).sort())
    },
  )

  it('refuse what they do not list', () => {
    expect(nextState(itemMachine, 'paid', 'send')).toBeNull()
    expect(nextState(itemMachine, 'paid', 'return')).toBe('returned')
  })
})

describe('errors', () => {
  it('fill their message from the details', () => {
    expect(describeError('SMS_CODE_WRONG', { left: 3 })).toEqual({
      status: 400,
      message: '验证码不正确，还可以试 3 次',
    })
  })

  it('speak to a person: no exclamation marks, a status of 400 and above', () => {
    for (const [status, message] of Object.values(errorCatalogue)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(message).not.toMatch(/[!！]/)
    }
  })
})

describe('the typed client', () => {
  function clientAnswering(answer: { status: number; json: unknown } | Error) {
    const sent: TransportRequest[] = []
    const call = createClient({
      transport: async (request) => {
        sent.push(request)
        if (answer instanceof Error) throw answer
        return answer
      },
      headers: () => ({ Authorization: 'Bearer t' }),
    })
    return { call, sent }
  }

  it('fills path and query and sends one key per intent', async () => {
    const { call, sent } = clientAnswering({ status: 200, json: {} })
    await call(acceptAssignment, { params: { id: 'a/b' }, idempotencyKey: 'kept' })
    await call(acceptAssignment, { params: { id: 'x' } })
    await call(listAssignments, { query: { segment: 'assigned' } })
    expect(sent.map((request) => [request.method, request.url, request.headers['Idempotency-Key']])).toEqual([
      ['POST', '/api/worker/assignments/a%2Fb/accept', 'kept'],
      ['POST', '/api/worker/assignments/x/accept', expect.stringMatching(/^[a-z0-9-]{20,64}$/)],
      ['GET', '/api/worker/assignments?segment=assigned', undefined],
    ])
  })

  it('turns a refusal into an error with its code and message', async () => {
    const { call } = clientAnswering({
      status: 409,
      json: { error: { code: 'TASK_ENDED', message: '任务已结束', requestId: 'r1' } },
    })
    await expect(call(acceptAssignment, { params: { id: 'x' } })).rejects.toMatchObject({
      name: 'ApiError',
      status: 409,
      code: 'TASK_ENDED',
      requestId: 'r1',
    })
  })

  it('says that the network failed when no answer came', async () => {
    const { call } = clientAnswering(new Error('socket hang up'))
    const error = await call(acceptAssignment, { params: { id: 'x' } }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect((error as ApiError).code).toBe('NETWORK')
  })
})
