import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EJSON } from 'bson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start, type Localdb } from '../../src/index.ts'
import { isForThisServer, type SpecFile, type SpecTest } from './format.ts'
import { refusals } from './refused.ts'
import { runTest } from './run-test.ts'

const folder = fileURLToPath(new URL('../../../../shared/mongodb-spec', import.meta.url))
const counts = { passed: 0, refused: 0, failed: 0 }

function readSuites(): { name: string; file: SpecFile }[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'))
  return names
    .toSorted()
    .map((name) => ({ name, file: EJSON.parse(readFileSync(join(folder, name), 'utf8')) as SpecFile }))
}

const suites = readSuites()
let db: Localdb

beforeAll(async () => {
  db = await start({ memory: true })
})

afterAll(async () => {
  await db.stop()
  console.log(`spec: ${counts.passed} passed, ${counts.refused} refused by design, ${counts.failed} failed`)
})

/** Runs a test and counts it. @throws what the test found wrong. */
async function grade(name: string, file: SpecFile, test: SpecTest): Promise<'passed' | 'refused'> {
  const refusal = refusals.find((item) => item.file === name && item.test === test.description)
  const failure = await runTest(file, test, db.uri).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (refusal && failure) {
    counts.refused++
    return 'refused'
  }
  counts[failure || refusal ? 'failed' : 'passed']++
  if (failure) throw failure
  if (refusal) throw new Error('this test passes and need not be listed as refused')
  return 'passed'
}

describe("MongoDB's own test data", () => {
  it('is read, or said to be absent', () => {
    const others = suites.flatMap(({ file }) =>
      file.tests.filter(
        (test) => !isForThisServer(file.runOnRequirements) || !isForThisServer(test.runOnRequirements),
      ),
    )
    if (suites.length === 0) console.log('spec: ../shared/mongodb-spec is not here, its tests are skipped')
    else console.log(`spec: ${others.length} tests are for other server versions or topologies`)
    expect(suites.length > 0).toBe(existsSync(folder))
  })

  for (const { name, file } of suites) {
    for (const test of file.tests) {
      if (!isForThisServer(file.runOnRequirements) || !isForThisServer(test.runOnRequirements)) continue
      it(`${name}: ${test.description}`, async () => {
        expect(await grade(name, file, test)).toMatch(/^(passed|refused)$/)
      })
    }
  }
})
