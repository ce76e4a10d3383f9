import type {
  ResponseOf,
  getBatch,
  getEngagement,
  getItem,
  getTask,
  listBatches,
  listContracts,
  listDirectory,
  listEngagements,
  listPayoutOptions,
  listReturned,
  listSubLedgers,
  listTaskAssignments,
  listTasks,
} from '@linggong/shared'

export type Engagement = ResponseOf<typeof listEngagements>['rows'][number]
export type EngagementDetail = ResponseOf<typeof getEngagement>
export type Envelope = ResponseOf<typeof listContracts>['rows'][number]
export type DirectoryProvider = ResponseOf<typeof listDirectory>['rows'][number]
export type SubLedger = ResponseOf<typeof listSubLedgers>['rows'][number]
export type Task = ResponseOf<typeof listTasks>['rows'][number]
export type TaskDetail = ResponseOf<typeof getTask>
export type Assignment = ResponseOf<typeof listTaskAssignments>['rows'][number]
export type PayoutOption = ResponseOf<typeof listPayoutOptions>['rows'][number]
export type Batch = ResponseOf<typeof listBatches>['rows'][number]
export type BatchDetail = ResponseOf<typeof getBatch>
export type Item = ResponseOf<typeof listReturned>['rows'][number]
export type ItemDetail = ResponseOf<typeof getItem>
