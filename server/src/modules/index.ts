import type { Module } from '../module.ts'
import { auditModule } from './audit/index.ts'
import { filesModule } from './files/index.ts'
import { identityModule } from './identity/index.ts'
import { workersModule } from './workers/index.ts'
import { notificationsModule } from './notifications/index.ts'
import { providersModule } from './providers/index.ts'
import { enterprisesModule } from './enterprises/index.ts'
import { contractsModule } from './contracts/index.ts'
import { engagementsModule } from './engagements/index.ts'
import { tasksModule } from './tasks/index.ts'
import { ledgerModule } from './ledger/index.ts'
import { payoutsModule } from './payouts/index.ts'
import { incomeModule } from './income/index.ts'

/** The modules of the product. */
export const modules: readonly Module[] = [
  auditModule,
  filesModule,
  notificationsModule,
  identityModule,
  workersModule,
  providersModule,
  enterprisesModule,
  contractsModule,
  engagementsModule,
  tasksModule,
  ledgerModule,
  payoutsModule,
  incomeModule,
]
