import { lazy } from 'react'
import type { RouteEntry } from '@/shared/route-entry'
import './enterprise.css'

/** The enterprise's pages. Each is a chunk of its own. */
export const enterpriseRoutes: RouteEntry[] = [
  { path: '/enterprise', element: lazy(() => import('./home/home-page')) },
  {
    path: '/enterprise/projects',
    element: lazy(() => import('./projects/projects-page')),
    permission: 'engagement.read',
  },
  { path: '/enterprise/tasks', element: lazy(() => import('./tasks/tasks-page')), permission: 'task.read' },
  {
    path: '/enterprise/tasks/new',
    element: lazy(() => import('./tasks/task-form-page')),
    permission: 'task.manage',
  },
  {
    path: '/enterprise/tasks/:id/edit',
    element: lazy(() => import('./tasks/task-form-page')),
    permission: 'task.manage',
  },
  {
    path: '/enterprise/workers',
    element: lazy(() => import('./workers/workers-page')),
    permission: 'worker.read',
  },
  {
    path: '/enterprise/contracts',
    element: lazy(() => import('./contracts/contracts-page')),
    permission: 'engagement.read',
  },
  {
    path: '/enterprise/contracts/:id/sign',
    element: lazy(() => import('./contracts/sign-page')),
    permission: 'engagement.manage',
  },
  {
    path: '/enterprise/apply',
    element: lazy(() => import('./apply/apply-page')),
    permission: 'engagement.manage',
  },
  {
    path: '/enterprise/apply/:id',
    element: lazy(() => import('./apply/reapply-page')),
    permission: 'engagement.manage',
  },
  {
    path: '/enterprise/payouts',
    element: lazy(() => import('./payouts/batches-page')),
    permission: 'payout.read',
  },
  {
    path: '/enterprise/payouts/new',
    element: lazy(() => import('./payouts/new-batch-page')),
    permission: 'payout.prepare',
  },
  {
    path: '/enterprise/payouts/:id',
    element: lazy(() => import('./payouts/batch-page')),
    permission: 'payout.read',
  },
  {
    path: '/enterprise/returns',
    element: lazy(() => import('./returns/returns-page')),
    permission: 'payout.read',
  },
  {
    path: '/enterprise/account',
    element: lazy(() => import('./funds/account-page')),
    permission: 'subledger.read',
  },
  {
    path: '/enterprise/entries',
    element: lazy(() => import('./funds/entries-page')),
    permission: 'subledger.read',
  },
]
