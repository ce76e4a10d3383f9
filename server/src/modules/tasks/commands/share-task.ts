import QRCode from 'qrcode'
import { taskMachine } from '@linggong/shared/states/task'
import type { Actor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { publicId } from '../../../ids.ts'
import type { Services } from '../../../services.ts'
import { assertTenant } from '../../../tenancy.ts'
import { SceneModel, TaskModel, type Scene } from '../models.ts'

/** Longest validity that WeChat gives a temporary code. */
const qrSeconds = 30 * 24 * 3600

/** The task's scene, made at the first sharing and after each revocation. */
async function sceneFor(c: CommandContext, taskId: string): Promise<string> {
  const task = await TaskModel.findById(taskId).session(c.session)
  assertTenant(c.actor, task)
  if (task.state !== 'in-progress')
    throw new AppError('TASK_NOT_OPEN', { state: taskMachine.labels[task.state] })
  const existing = await SceneModel.findOne({ taskId, revoked: false }).session(c.session).lean<Scene>()
  if (existing) return existing._id
  const scene = publicId()
  await SceneModel.create([{ _id: scene, taskId, enterpriseId: task.enterpriseId }], { session: c.session })
  c.audit({ action: 'task.share', subject: { type: 'task', id: taskId } })
  return scene
}

function dataUrl(png: Buffer, type = 'png'): string {
  return `data:image/${type};base64,${png.toString('base64')}`
}

/** What an enterprise shares of a task: link and codes. The pictures are made anew each time, outside the transaction. */
export async function shareTask(services: Services, actor: Actor, { id }: { id: string }) {
  const scene = await runCommand(services, actor, (c) => sceneFor(c, id))
  const { wechat } = services.gateways
  const [oa, code] = await Promise.all([
    wechat.temporaryQr({ scene, expiresInS: qrSeconds }),
    wechat.miniProgramCode({ scene, page: 'pages/entry/index' }),
  ])
  return {
    scene,
    link: `${services.config.publicUrl}/w/#/pages/entry/index?scene=${scene}`,
    oaQr: await QRCode.toDataURL(oa.url, { margin: 2, width: 480 }),
    miniProgramCode: dataUrl(code, code[0] === 0xff ? 'jpeg' : 'png'),
    expiresAt: oa.expiresAt.toISOString(),
  }
}

/** Ends the codes shared so far; a new sharing makes new ones. */
export async function revokeShare(c: CommandContext, { id }: { id: string }): Promise<void> {
  const task = await TaskModel.findById(id).session(c.session)
  assertTenant(c.actor, task)
  await SceneModel.updateMany(
    { taskId: id, revoked: false },
    { $set: { revoked: true } },
    { session: c.session },
  )
  c.audit({ action: 'task.revoke-share', subject: { type: 'task', id } })
}
