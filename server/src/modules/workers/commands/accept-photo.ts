import { registrationMachine } from '@linggong/shared/states/registration'
import type { HydratedDocument } from 'mongoose'
import type { WorkerActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import { AppError, isDuplicateKey } from '../../../errors.ts'
import type { UploadedFile } from '../../../http/read-body.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { cleanImage, contentTypes, storeFile } from '../../files/public.ts'
import { getPerson } from '../../identity/public.ts'
import { CaptureSessionModel, type CaptureSession, type Side } from '../models/capture-session.ts'
import { IdPhotoModel, type IdPhoto } from '../models/id-photo.ts'
import { RegistrationModel } from '../models/registration.ts'
import { isOldPicture } from '../photos/freshness.ts'
import { looksSame, perceptualHash } from '../photos/perceptual-hash.ts'
import { readPhoto, type PhotoContent } from '../photos/read-photo.ts'
import { loadRegistration } from './load-registration.ts'

/** What the page shows after a photo. */
export interface PhotoResult {
  side: Side
  complete: boolean
  validTo: string | null
}

interface Photo {
  sessionId: string
  side: Side
  image: Buffer
  sha256: string
  look: string
  content: PhotoContent
}

function resultOf({ front, back, validTo }: CaptureSession, side: Side): PhotoResult {
  return {
    side,
    complete: front !== null && back !== null,
    validTo: validTo === 'long-term' ? null : validTo,
  }
}

/** @throws AppError NOT_FOUND (another's), CAPTURE_SESSION_CLOSED */
function assertOpen<T extends CaptureSession>(
  session: T | null,
  accountId: string,
  now: Date,
): asserts session is T {
  if (!session || session.accountId !== accountId) throw new AppError('NOT_FOUND')
  if (session.closedAt || session.expiresAt <= now) throw new AppError('CAPTURE_SESSION_CLOSED')
}

/** @throws AppError PHOTO_REUSED when these very bytes were accepted before, from anybody */
async function assertNewBytes(sha256: string): Promise<void> {
  if (await IdPhotoModel.exists({ sha256 })) throw new AppError('PHOTO_REUSED')
}

/** @throws AppError PHOTO_REUSED when a photo that says the same looks the same */
async function assertNewLook({
  side,
  look,
  content,
  sessionId,
}: Omit<Photo, 'image' | 'sha256'>): Promise<void> {
  const filter = { contentIndex: content.contentIndex, side, captureSessionId: { $ne: sessionId } }
  const before = await IdPhotoModel.find(filter).lean<IdPhoto[]>()
  if (before.some((photo) => looksSame(photo.look, look))) throw new AppError('PHOTO_REUSED')
}

async function applyPhoto(c: CommandContext, accountId: string, photo: Photo): Promise<PhotoResult> {
  const { sessionId, side, sha256, look, content } = photo
  const session: HydratedDocument<CaptureSession> | null = await CaptureSessionModel.findById(
    sessionId,
  ).session(c.session)
  assertOpen(session, accountId, c.now)
  const file = await storeFile(c, {
    purpose: 'id-photo',
    owner: { type: 'person', id: session.personId },
    content: photo.image,
    contentType: contentTypes.jpeg,
  })
  const { personId } = session
  const kept = { personId, captureSessionId: sessionId, side, fileId: file._id, sha256, look, takenAt: c.now }
  await IdPhotoModel.create([{ ...kept, contentIndex: content.contentIndex }], { session: c.session })
  session.set(side, { fileId: file._id, sha256, takenAt: c.now })
  if (content.validTo) session.set({ validTo: content.validTo })
  await session.save({ session: c.session })
  c.audit({
    action: 'capture.photo',
    subject: { type: 'registration', id: accountId },
    after: { side, captureSessionId: sessionId },
  })

  const result = resultOf(session, side)
  if (!result.complete) return result
  const registration = await loadRegistration(c)
  if (registration.state === 'card')
    await transition(RegistrationModel, registration, registrationMachine, 'take-photos', c)
  return result
}

/**
 * Takes a photo of one side within an open capture session: never an image that was accepted before, taken just
 * now, read without warnings, and agreeing with the verified identity. Sending the side's own photo again changes
 * nothing; another one replaces it.
 * @throws AppError NOT_FOUND, CAPTURE_SESSION_CLOSED, PHOTO_REUSED, PHOTO_REJECTED, PHOTO_MISMATCH
 */
export async function acceptPhoto(
  services: Services,
  actor: WorkerActor,
  input: { sessionId: string; side: Side; file: UploadedFile },
): Promise<PhotoResult> {
  const { sessionId, side, file } = input
  const session = await CaptureSessionModel.findById(sessionId).lean<CaptureSession>()
  assertOpen(session, actor.accountId, services.clock.now())
  if (session[side]?.sha256 === file.sha256) return resultOf(session, side)

  await assertNewBytes(file.sha256)
  const image = await cleanImage(file.content)
  if (await isOldPicture(file.content))
    throw new AppError('PHOTO_REJECTED', { reason: '这张照片不是刚刚拍的，请现场重新拍摄身份证' })
  const look = await perceptualHash(file.content)
  const person = await getPerson(session.personId)
  const content = await readPhoto(services, { image, side, person })
  await assertNewLook({ sessionId, side, look, content })

  const photo: Photo = { sessionId, side, image, sha256: file.sha256, look, content }
  try {
    return await runCommand(services, actor, (c) => applyPhoto(c, actor.accountId, photo))
  } catch (error) {
    if (isDuplicateKey(error, 'sha256')) throw new AppError('PHOTO_REUSED')
    throw error
  }
}
