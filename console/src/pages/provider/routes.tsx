import { lazy } from 'react'
import type { RouteEntry } from '@/shared/route-entry'

export const providerRoutes: RouteEntry[] = [
  { path: '/provider', element: lazy(() => import('./home/provider-home')) },
  {
    path: '/provider/engagements',
    element: lazy(() => import('./engagements/engagements-page')),
    permission: 'engagement.read',
  },
  { path: '/provider/tasks', element: lazy(() => import('./tasks/tasks-page')), permission: 'task.read' },
  {
    path: '/provider/contracts',
    element: lazy(() => import('./contracts/contracts-page')),
    permission: 'engagement.read',
  },
  {
    path: '/provider/templates',
    element: lazy(() => import('./templates/templates-page')),
    permission: 'provider.manage',
  },
  {
    path: '/provider/service-items',
    element: lazy(() => import('./service-items/service-items-page')),
    permission: 'provider.manage',
  },
  {
    path: '/provider/workers',
    element: lazy(() => import('./workers/workers-page')),
    permission: 'worker.read',
  },
  { path: '/provider/funds', element: lazy(() => import('./funds/funds-page')), permission: 'funds.read' },
  {
    path: '/provider/payments',
    element: lazy(() => import('./payments/payments-page')),
    permission: 'payout.read',
  },
]
