/** Tests that fail because the engine refuses a feature by name, or because they test the driver alone. */
export type Refusal = { file: string; test: string; reason: string }

const views = 'views are refused by name when they are created'
const secondary = 'the driver looks for a secondary, which a set of one member does not have'

export const refusals: readonly Refusal[] = [
  {
    file: 'crud/estimatedDocumentCount.json',
    test: 'estimatedDocumentCount works correctly on views',
    reason: views,
  },
  {
    file: 'transactions/run-command.json',
    test: 'run command with secondary read preference in client option and primary read preference in transaction options',
    reason: secondary,
  },
  {
    file: 'transactions/transaction-options.json',
    test: 'readPreference inherited from client',
    reason: secondary,
  },
]
