import type { Services } from '../../../services.ts'

/** What a scanned code leads to, with nothing personal in it. */
export interface SceneDescription {
  title: string
  enterpriseName: string
  kind: 'task' | 'invite'
  /** Page of the H5 to open; the entry page with the scene by default. */
  link?: string
}

export type DescribeScene = (scene: string) => Promise<SceneDescription | null>

const describers = new WeakMap<Services, DescribeScene[]>()

/** Lets a module that makes scenes describe them to the Official Account's chat. */
export function registerSceneHandler(services: Services, describe: DescribeScene): void {
  describers.set(services, [...(describers.get(services) ?? []), describe])
}

/** What a scene leads to, or null when no module knows it or it is closed. */
export async function describeScene(services: Services, scene: string): Promise<SceneDescription | null> {
  for (const describe of describers.get(services) ?? []) {
    const found = await describe(scene)
    if (found) return found
  }
  return null
}
