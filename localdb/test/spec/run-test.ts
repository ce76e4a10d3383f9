import { MongoBulkWriteError, MongoClient, MongoError, MongoServerError } from 'mongodb'
import { Entities } from './entities.ts'
import type { CollectionData, Doc, Operation, SpecFile, SpecTest } from './format.ts'
import { matches } from './matches.ts'
import { runOperation } from './operations.ts'

/** Runs one test against a server. @throws Error that says what differs. */
export async function runTest(file: SpecFile, test: SpecTest, uri: string): Promise<void> {
  const observer = await new MongoClient(uri).connect()
  const entities = new Entities(uri)
  try {
    await observer.db('admin').command({ killAllSessions: [] })
    await prepare(observer, file.initialData ?? [])
    await entities.create(file.createEntities ?? [])
    for (const operation of test.operations) await checkOperation(operation, entities)
    for (const outcome of test.outcome ?? []) await checkOutcome(observer, outcome)
  } finally {
    await observer.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' })
    await entities.close()
    await observer.close()
  }
}

async function prepare(client: MongoClient, data: CollectionData[]): Promise<void> {
  for (const { databaseName, collectionName, documents } of data) {
    const db = client.db(databaseName, { writeConcern: { w: 'majority' } })
    await db.dropCollection(collectionName)
    if (documents.length > 0)
      await db.collection(collectionName).insertMany(documents.map((doc) => ({ ...doc })))
    else await db.createCollection(collectionName)
  }
}

async function checkOperation(operation: Operation, entities: Entities): Promise<void> {
  const { expectError, expectResult, name } = operation
  let result: unknown
  try {
    result = await runOperation(operation, entities)
  } catch (error) {
    if (operation.ignoreResultAndError) return
    if (!expectError) throw error
    checkError(expectError, error, entities)
    return
  }
  if (operation.ignoreResultAndError) return
  if (expectError) throw new Error(`${name} should have failed with ${JSON.stringify(expectError)}`)
  if ('expectResult' in operation) checkResult(expectResult, result, entities, name)
}

function checkResult(expected: unknown, result: unknown, entities: Entities, name: string): void {
  if (matches(expected, plainResult(result), entities.all)) return
  throw new Error(`${name} gave ${JSON.stringify(result)} and not ${JSON.stringify(expected)}`)
}

/** A result of the driver as a plain document: bulk results have their counts behind getters. */
function plainResult(result: unknown): unknown {
  if (
    result === null ||
    typeof result !== 'object' ||
    !('insertedCount' in result) ||
    !('upsertedIds' in result)
  )
    return result
  const {
    insertedCount,
    matchedCount,
    modifiedCount,
    deletedCount,
    upsertedCount,
    insertedIds,
    upsertedIds,
  } = result as Doc
  return { insertedCount, matchedCount, modifiedCount, deletedCount, upsertedCount, insertedIds, upsertedIds }
}

function checkError(expected: Doc, error: unknown, entities: Entities): void {
  if (!(error instanceof Error)) throw error
  const problems: string[] = []
  const check = (ok: boolean, what: string): void => {
    if (!ok) problems.push(what)
  }
  const { errorContains, errorCode, errorCodeName, errorLabelsContain, errorLabelsOmit, isClientError } =
    expected
  if (isClientError !== undefined)
    check(
      error instanceof MongoServerError !== isClientError,
      `isClientError is not ${String(isClientError)}`,
    )
  if (typeof errorContains === 'string')
    check(
      error.message.toLowerCase().includes(errorContains.toLowerCase()),
      `the message lacks '${errorContains}'`,
    )
  if (errorCode !== undefined)
    check((error as MongoServerError).code === errorCode, `the code is not ${String(errorCode)}`)
  if (errorCodeName !== undefined)
    check(
      (error as MongoServerError)['codeName'] === errorCodeName,
      `the codeName is not ${String(errorCodeName)}`,
    )
  if (expected['errorResponse'] !== undefined)
    check(
      matches(expected['errorResponse'], (error as MongoServerError).errorResponse, entities.all),
      'the response differs',
    )
  for (const label of (errorLabelsContain ?? []) as string[])
    check(hasLabel(error, label), `the label ${label} is missing`)
  for (const label of (errorLabelsOmit ?? []) as string[])
    check(!hasLabel(error, label), `the label ${label} is there`)
  if (expected['expectResult'] !== undefined && error instanceof MongoBulkWriteError) {
    check(
      matches(expected['expectResult'], plainResult(error.result), entities.all),
      'the partial result differs',
    )
  }
  if (problems.length > 0) throw new Error(`${problems.join('; ')}: ${error.message}`, { cause: error })
}

function hasLabel(error: Error, label: string): boolean {
  return error instanceof MongoError && error.hasErrorLabel(label)
}

async function checkOutcome(
  client: MongoClient,
  { databaseName, collectionName, documents }: CollectionData,
): Promise<void> {
  const found = await client
    .db(databaseName)
    .collection(collectionName)
    .find({}, { sort: { _id: 1 }, readConcern: 'local' })
    .toArray()
  const same =
    found.length === documents.length && documents.every((doc, i) => matches(doc, found[i], new Map(), false))
  if (!same)
    throw new Error(`${collectionName} has ${JSON.stringify(found)} and not ${JSON.stringify(documents)}`)
}
