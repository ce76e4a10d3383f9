import { lazy } from 'react'
import type { RouteEntry } from '@/shared/route-entry'

export const platformRoutes: RouteEntry[] = [
  { path: '/platform', element: lazy(() => import('./platform-home')) },
  {
    path: '/platform/onboardings',
    element: lazy(() => import('./onboardings-page')),
    permission: 'onboarding.review',
  },
  {
    path: '/platform/providers',
    element: lazy(() => import('./providers-page')),
    permission: 'provider.manage',
  },
]
