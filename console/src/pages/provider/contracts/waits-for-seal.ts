import type { ResponseOf, listContracts } from '@linggong/shared'

type Contract = ResponseOf<typeof listContracts>['rows'][number]

/** Whether the provider's seal is what a contract waits for. */
export function waitsForSeal({ mine, state }: Contract): boolean {
  return mine && (state === 'sent' || state === 'part-signed')
}
