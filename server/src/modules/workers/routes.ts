import * as api from '@linggong/shared/api/worker-registration'
import { listWorkers } from '@linggong/shared/api/workers-console'
import { asMember, asWorker } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { route, type Route } from '../../http/route.ts'
import { acceptPhoto } from './commands/accept-photo.ts'
import { addCard } from './commands/add-card.ts'
import { agree } from './commands/agree.ts'
import { chooseSettlementCard } from './commands/choose-settlement-card.ts'
import { finishRegistration } from './commands/finish-registration.ts'
import { beginRegistration } from './commands/load-registration.ts'
import { openCaptureSession } from './commands/open-capture-session.ts'
import { verifyIdentity } from './commands/verify-identity.ts'
import { contractsToSign } from './contracts-to-sign.ts'
import { cardInformation } from './four-factor.ts'
import { workersOf } from './queries/list-workers.ts'
import { presentCards, presentMe, presentRegistration } from './presenter.ts'

export const workerRoutes: Route[] = [
  route(listWorkers, ({ actor, query, now }) => workersOf(asMember(actor).membership, query, now)),

  route(api.getMe, async ({ services, actor }) => {
    const worker = asWorker(actor)
    return presentMe(worker, await contractsToSign(services, worker))
  }),

  route(api.getRegistration, ({ services, actor }) => presentRegistration(services, asWorker(actor))),

  route(api.verifyIdentity, async ({ services, actor, body }) => {
    await verifyIdentity(services, asWorker(actor), body)
    return presentRegistration(services, asWorker(actor))
  }),

  route(api.agreeAndRegister, async ({ services, actor, body }) => {
    await beginRegistration(asWorker(actor).accountId)
    await runCommand(services, actor, (c) => agree(c, body.consents))
    return presentRegistration(services, asWorker(actor))
  }),

  route(api.recogniseCard, ({ services, body }) => cardInformation(services, body.cardNumber), {
    limit: 'upload',
  }),

  route(api.listCards, async ({ actor }) => ({ rows: await presentCards(asWorker(actor)) })),

  route(api.addCard, async ({ services, actor, body }) => {
    const cardId = await addCard(services, asWorker(actor), body)
    const card = (await presentCards(asWorker(actor))).find(({ id }) => id === cardId)
    if (!card) throw new AppError('NOT_FOUND')
    return card
  }),

  route(api.chooseSettlementCard, async ({ services, actor, params }) => {
    await runCommand(services, actor, (c) => chooseSettlementCard(c, params.id))
    return presentRegistration(services, asWorker(actor))
  }),

  route(api.openCaptureSession, async ({ services, actor }) => {
    const { id, expiresAt } = await runCommand(services, actor, openCaptureSession)
    return { id, expiresAt: expiresAt.toISOString() }
  }),

  route(
    api.uploadIdPhoto,
    async ({ services, actor, params, file }) => {
      if (!file) throw new AppError('FILE_EMPTY')
      return acceptPhoto(services, asWorker(actor), { sessionId: params.id, side: params.side, file })
    },
    { limit: 'upload' },
  ),

  route(api.finishRegistration, async ({ services, actor, body }) => {
    await runCommand(services, actor, (c) => finishRegistration(c, body.captureSessionId))
    return presentRegistration(services, asWorker(actor))
  }),
]
