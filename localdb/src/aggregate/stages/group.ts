import { locationError } from '../../bson/errors.ts'
import { isDoc, type Doc } from '../../bson/types.ts'
import { parseTotals, startTotals } from '../accumulate-fields.ts'
import { compileExpression } from '../expression.ts'
import { valueKey } from '../operators/set.ts'
import type { StageCompiler } from '../pipeline-context.ts'
import { sortStage } from './slice.ts'

export const groupStage: StageCompiler = (operand, { scope }) => {
  if (!isDoc(operand)) throw locationError(15947, "a group's fields must be specified in an object")
  if (!('_id' in operand)) throw locationError(15955, 'a group specification must include an _id')
  const { _id, ...fields } = operand
  const id = compileExpression(_id, scope)
  const totals = parseTotals(fields, scope)
  return function* (docs) {
    const groups = new Map<string, { id: unknown; totals: ReturnType<typeof startTotals> }>()
    for (const doc of docs) {
      const value = id(doc) ?? null
      const key = valueKey(value)
      let group = groups.get(key)
      if (!group) groups.set(key, (group = { id: value, totals: startTotals(totals) }))
      group.totals.add(doc)
    }
    for (const group of groups.values()) yield group.totals.into({ _id: group.id })
  }
}

export const sortByCountStage: StageCompiler = (operand, context) => {
  const valid =
    typeof operand === 'string'
      ? operand.startsWith('$')
      : isDoc(operand) && Object.keys(operand)[0]?.startsWith('$')
  if (!valid)
    throw locationError(
      40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    )
  const spec: Doc = { _id: operand, count: { $sum: 1 } }
  const group = groupStage(spec, context, '$group')
  const sort = sortStage({ count: -1 }, context, '$sort')
  return (docs) => sort(group(docs))
}
