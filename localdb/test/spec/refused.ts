/** Tests that fail because the engine refuses a feature by name, or because they test the driver alone. */
export type Refusal = { file: string; test: string; reason: string }

const sessions = 'the stage $listLocalSessions is refused by name: the engine does not show its sessions'

export const refusals: readonly Refusal[] = [
  { file: 'crud/db-aggregate.json', test: 'Aggregate with $listLocalSessions', reason: sessions },
  {
    file: 'crud/db-aggregate.json',
    test: 'Aggregate with $listLocalSessions and allowDiskUse',
    reason: sessions,
  },
  {
    file: 'crud/estimatedDocumentCount.json',
    test: 'estimatedDocumentCount works correctly on views',
    reason: 'views are refused by name when they are created',
  },
]
