/** A document of the test files, read from extended JSON. */
export type Doc = Record<string, unknown>

/** The parts of the drivers' unified test format that the runner knows. */
export type Requirement = {
  minServerVersion?: string
  maxServerVersion?: string
  topologies?: string[]
  serverless?: string
}

export type Operation = {
  object: string
  name: string
  arguments?: Doc
  expectResult?: unknown
  expectError?: Doc
  saveResultAsEntity?: string
  ignoreResultAndError?: boolean
}

export type CollectionData = { databaseName: string; collectionName: string; documents: Doc[] }

export type SpecTest = {
  description: string
  runOnRequirements?: Requirement[]
  skipReason?: string
  operations: Operation[]
  outcome?: CollectionData[]
}

export type SpecFile = {
  description: string
  runOnRequirements?: Requirement[]
  createEntities?: Doc[]
  initialData?: CollectionData[]
  tests: SpecTest[]
}

const version = [7, 0, 0]

/** True when one of the requirements is met by a replica set of server version 7.0; none means any. */
export function isForThisServer(requirements: Requirement[] | undefined): boolean {
  return !requirements || requirements.some(meets)
}

function meets({ minServerVersion, maxServerVersion, topologies }: Requirement): boolean {
  if (topologies && !topologies.includes('replicaset')) return false
  if (minServerVersion && compareVersions(minServerVersion) > 0) return false
  return !maxServerVersion || compareVersions(maxServerVersion) >= 0
}

/** The order of a version against this server's. */
function compareVersions(text: string): number {
  const parts = text.split('.').map(Number)
  for (let i = 0; i < version.length; i++) {
    const difference = (parts[i] ?? 0) - (version[i] as number)
    if (difference !== 0) return difference
  }
  return 0
}
