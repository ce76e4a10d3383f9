import { getMe, resolveScene } from '@linggong/shared'
import { call } from '@/api/client'
import { remember } from '@/api/use-api'
import { nextStop } from '@/domain/next-stop'
import { openPath } from '@/platform/navigation'
import { storage } from '@/platform/storage'
import { pathOf } from '@/routes'

/** The page behind a scanned code: the worker's own task, or an explanation of what the code is. */
export async function pathOfScene(scene: string): Promise<string> {
  const target = await call(resolveScene, { params: { scene } })
  return target.assignmentId ? pathOf('task', { id: target.assignmentId }) : pathOf('scene', { scene })
}

/**
 * Opens the page a signed-in worker belongs on. The scanned code and the page asked for stay stored
 * until registration is done. Throws ApiError.
 */
export async function goOn(): Promise<void> {
  const me = await call(getMe, {})
  remember(getMe, {}, me)
  const stop = nextStop({
    registration: me.registration,
    scene: storage.get('scene'),
    returnTo: storage.get('returnTo'),
  })
  const path = stop.kind === 'scene' ? await pathOfScene(stop.scene) : stop.path
  if (me.registration === 'done') {
    storage.remove('scene')
    storage.remove('returnTo')
  }
  openPath(path, 'restart')
}
