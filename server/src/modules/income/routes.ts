import { getIncome, getPayment } from '@linggong/shared/api/worker-income'
import { route, type Route } from '../../http/route.ts'
import { incomeOf, paymentOf } from './income.ts'

export const routes: Route[] = [
  route(getIncome, (r) => incomeOf(r.actor, r.now, r.query.month)),
  route(getPayment, (r) => paymentOf(r.actor, r.params.id)),
]
