import { lazy } from 'react'
import { createBrowserRouter } from 'react-router'
import type { OrganisationKind } from '@linggong/shared'
import { enterpriseRoutes } from '@/pages/enterprise/routes'
import { platformRoutes } from '@/pages/platform/routes'
import { providerRoutes } from '@/pages/provider/routes'
import type { RouteEntry } from '@/shared/route-entry'
import { HomeRedirect, KindPage, PageError, SignedIn } from './guards'
import { ConsoleLayout } from './layout'
import { MissingPage } from './missing-page'
import { PublicFrame } from './public-frame'

const LoginPage = lazy(() => import('@/pages/login/login-page'))
const RegisterPage = lazy(() => import('@/pages/login/register-page'))
const OnboardingPage = lazy(() => import('@/pages/onboarding/onboarding-page'))
const CompanyPage = lazy(() => import('@/pages/onboarding/company-page'))
const AccountPage = lazy(() => import('@/pages/account/account-page'))

function pagesOf(kind: OrganisationKind, entries: readonly RouteEntry[]) {
  return entries.map(({ path, element: Element, permission }) => ({
    path,
    element: (
      <KindPage kind={kind} {...(permission ? { permission } : {})}>
        <Element />
      </KindPage>
    ),
  }))
}

/** Every address of the console. Pages are loaded when they are opened. */
export const router = createBrowserRouter([
  {
    element: <PublicFrame />,
    errorElement: <PageError />,
    children: [
      { path: '/login', element: <LoginPage /> },
      { path: '/register', element: <RegisterPage /> },
    ],
  },
  {
    element: (
      <SignedIn>
        <ConsoleLayout />
      </SignedIn>
    ),
    errorElement: <PageError />,
    children: [
      { path: '/', element: <HomeRedirect /> },
      { path: '/onboarding', element: <OnboardingPage /> },
      { path: '/account', element: <AccountPage /> },
      ...pagesOf('platform', platformRoutes),
      ...pagesOf('provider', providerRoutes),
      ...pagesOf('enterprise', [
        { path: '/enterprise/company', element: CompanyPage, permission: 'enterprise.profile' },
        ...enterpriseRoutes,
      ]),
      { path: '*', element: <MissingPage /> },
    ],
  },
])
