import { mongoError } from '../../bson/errors.ts'
import type { StageCompiler } from '../pipeline-context.ts'
import { bucketAutoStage, bucketStage } from './bucket.ts'
import { documentsStage, facetStage, unionWithStage } from './combine.ts'
import { groupStage, sortByCountStage } from './group.ts'
import { lookupStage } from './lookup.ts'
import { matchStage } from './match.ts'
import { addFieldsStage, projectStage, replaceRootStage, unsetStage } from './project.ts'
import { countStage, limitStage, sampleStage, skipStage, sortStage } from './slice.ts'
import { unwindStage } from './unwind.ts'

const refusedStage: StageCompiler = (_operand, _context, name) => {
  throw mongoError('NotImplemented', `the pipeline stage ${name} is not supported`)
}

/** Stages of MongoDB 7.0 that this engine does not have. */
const refused = [
  '$changeStream',
  '$changeStreamSplitLargeEvent',
  '$collStats',
  '$currentOp',
  '$densify',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$indexStats',
  '$listLocalSessions',
  '$listSampledQueries',
  '$listSearchIndexes',
  '$listSessions',
  '$planCacheStats',
  '$querySettings',
  '$queryStats',
  '$redact',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$shardedDataDistribution',
  '$vectorSearch',
]

/** Every pipeline stage by its name; `$out` and `$merge` are split off before. */
export const stages: Readonly<Record<string, StageCompiler>> = {
  $addFields: addFieldsStage,
  $bucket: bucketStage,
  $bucketAuto: bucketAutoStage,
  $count: countStage,
  $documents: documentsStage,
  $facet: facetStage,
  $group: groupStage,
  $limit: limitStage,
  $lookup: lookupStage,
  $match: matchStage,
  $project: projectStage,
  $replaceRoot: replaceRootStage,
  $replaceWith: replaceRootStage,
  $sample: sampleStage,
  $set: addFieldsStage,
  $skip: skipStage,
  $sort: sortStage,
  $sortByCount: sortByCountStage,
  $unionWith: unionWithStage,
  $unset: unsetStage,
  $unwind: unwindStage,
  ...Object.fromEntries(refused.map((name) => [name, refusedStage])),
}
