import type { ReactNode } from 'react'
import type { BodyOf, loginBySms } from '@linggong/shared'

export interface LoginPartProps {
  intro: ReactNode
  /** The agreements' tick box. */
  check: ReactNode
  agreed: boolean
  consents: BodyOf<typeof loginBySms>['consents']
  remindOfAgreements: () => void
}
