import { defineEvent } from '../../events.ts'
import type { FaceCheckPurpose } from './models/face-check.ts'

export const accountCreated = defineEvent<{ accountId: string; kind: 'worker' | 'console' }>(
  'account.created',
)

/** A worker signed in; `personId` is null until the identity is verified. */
export const workerLoggedIn = defineEvent<{ accountId: string; personId: string | null }>('worker.logged-in')

export const faceCheckPassed = defineEvent<{
  faceCheckId: string
  purpose: FaceCheckPurpose
  subjectId: string
}>('face-check.passed')
