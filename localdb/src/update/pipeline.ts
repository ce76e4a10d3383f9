import { mongoError, locationError } from '../bson/errors.ts'
import { isDoc, type Doc } from '../bson/types.ts'
import type { StageContext } from '../aggregate/pipeline-context.ts'
import { addFieldsStage, projectStage, replaceRootStage, unsetStage } from '../aggregate/stages/project.ts'
import { makeScope } from '../aggregate/variables.ts'

const allowed = new Map([
  ['$addFields', addFieldsStage],
  ['$set', addFieldsStage],
  ['$project', projectStage],
  ['$unset', unsetStage],
  ['$replaceRoot', replaceRootStage],
  ['$replaceWith', replaceRootStage],
])

/** Compiles a pipeline-style update; `let` gives its variables. @throws MongoError InvalidOptions 72 for other stages. */
export function compilePipelineUpdate(
  pipeline: readonly Doc[],
  let_: Doc | undefined,
): (doc: Doc, now: Date) => Doc {
  const scope = makeScope({ let: let_ })
  const context: StageContext = {
    scope,
    collation: undefined,
    lookup: () => [],
    compilePipeline: () => () => [],
  }
  const stages = pipeline.map((stage) => {
    const names = isDoc(stage) ? Object.keys(stage) : []
    const [name] = names
    if (name === undefined || names.length > 1)
      throw locationError(40323, 'A pipeline stage specification object must contain exactly one field.')
    const compile = allowed.get(name)
    if (!compile) throw unusable(name)
    return compile(stage[name], context, name)
  })
  return (doc, now) => {
    scope.frame.now = now
    const [result] = stages.reduce<Iterable<Doc>>((docs, stage) => [...stage(docs)], [doc])
    return result as Doc
  }
}

function unusable(name: string): Error {
  return name.startsWith('$')
    ? mongoError('InvalidOptions', `${name} is not allowed to be used within an update`)
    : locationError(40324, `Unrecognized pipeline stage name: '${name}'`)
}
