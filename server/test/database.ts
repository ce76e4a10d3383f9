import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string
  }
}

/**
 * One database server for a whole run: the one of MONGODB_URI (a replica set), or localdb in memory. Every
 * test file takes a database of its own on it.
 */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['MONGODB_URI']
  if (given) {
    project.provide('mongodbUri', given)
    return async () => undefined
  }
  const { start } = await import('@linggong/localdb')
  const database = await start({ memory: true })
  project.provide('mongodbUri', database.uri)
  return () => database.stop()
}
