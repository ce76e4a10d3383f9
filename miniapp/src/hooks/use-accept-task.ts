import { acceptAssignment, getAssignment, listAssignments, prepareContract } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { call } from '@/api/client'
import { refresh, remember } from '@/api/use-api'
import { open } from '@/platform/navigation'
import { askForMessages } from '@/platform/subscribe-messages'
import { useIntent } from './use-intent'

/**
 * Accepting a task. Without a contract in force the contract to sign is opened first; also when the server
 * only finds out now that one is missing.
 */
export function useAcceptTask(task: ResponseOf<typeof getAssignment> | undefined) {
  const id = task?.id ?? ''
  const accept = useIntent(`accept-${id}`, (_: undefined, idempotencyKey) =>
    call(acceptAssignment, { params: { id }, idempotencyKey }),
  )
  const prepare = useIntent(
    `prepare-contract-${task?.contract.providerId ?? ''}`,
    (providerId: string, idempotencyKey) => call(prepareContract, { body: { providerId }, idempotencyKey }),
  )

  const submit = async () => {
    if (!task) return
    if (task.contract.needed) {
      const envelope = await prepare.submit(task.contract.providerId)
      if (envelope) open('contract', { id: envelope.id, task: id })
      return
    }
    await askForMessages()
    const accepted = await accept.submit(undefined)
    if (!accepted) return
    remember(getAssignment, { params: { id } }, accepted)
    refresh(listAssignments)
  }

  return { submit, busy: accept.busy || prepare.busy, error: accept.error ?? prepare.error }
}
