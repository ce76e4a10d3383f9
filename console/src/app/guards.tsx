import { Button, Result, Skeleton } from 'antd'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { Navigate, useLocation, useRouteError } from 'react-router'
import { getConsoleMe } from '@linggong/shared'
import type { OrganisationKind, Permission } from '@linggong/shared'
import { queryClient } from '@/shared/api/query-client'
import { readToken, watchToken } from '@/shared/api/token'
import { useApi } from '@/shared/api/use-query'
import { useConfig } from '@/shared/api/use-config'
import { SessionContext, useCan, useSession } from '@/shared/session'
import { ErrorState } from '@/shared/ui/error-state'

const FirstPasswordPage = lazy(() => import('@/pages/account/first-password-page'))

/** The session's address that the login leads back to. */
function backTo({ pathname, search }: { pathname: string; search: string }): string {
  return pathname === '/' ? '/login' : `/login?from=${encodeURIComponent(pathname + search)}`
}

/** Lets only a signed-in account through, with a password of its own; everyone else to the login and back. */
export function SignedIn({ children }: { children: ReactNode }) {
  const token = useSyncExternalStore(watchToken, readToken)
  const location = useLocation()
  useEffect(() => {
    if (token === null) queryClient.clear()
  }, [token])
  if (token === null) return <Navigate to={backTo(location)} replace />
  return <WithSession key={token}>{children}</WithSession>
}

function WithSession({ children }: { children: ReactNode }) {
  const me = useApi(getConsoleMe, {})
  useConfig()
  if (!me.data) {
    return me.error ? (
      <ErrorState error={me.error} onRetry={() => void me.refetch()} />
    ) : (
      <Skeleton active style={{ padding: 48 }} paragraph={{ rows: 8 }} />
    )
  }
  return (
    <SessionContext.Provider value={me.data}>
      {me.data.mustChangePassword ? (
        <Suspense fallback={<Skeleton active style={{ padding: 48 }} paragraph={{ rows: 8 }} />}>
          <FirstPasswordPage />
        </Suspense>
      ) : (
        children
      )}
    </SessionContext.Provider>
  )
}

const homes: Record<OrganisationKind, string> = {
  platform: '/platform',
  provider: '/provider',
  enterprise: '/enterprise',
  regulator: '/account',
}

/** Leads to the first page of the organisation, or to the application of an account without one. */
export function HomeRedirect() {
  const { organisation } = useSession()
  return <Navigate to={organisation ? homes[organisation.kind] : '/onboarding'} replace />
}

/** A page of one kind of organisation: members of another kind are led home, roles without the permission are told. */
export function KindPage({
  kind,
  permission,
  children,
}: {
  kind: OrganisationKind
  permission?: Permission
  children: ReactNode
}) {
  const { organisation } = useSession()
  const can = useCan()
  if (organisation?.kind !== kind) return <HomeRedirect />
  if (permission && !can(permission))
    return (
      <Result
        status="info"
        title="您没有这个页面的权限"
        subTitle="需要使用时，请联系本单位的管理员为您开通"
      />
    )
  return children
}

/** A page that broke or whose part could not be fetched (after an update, or without network). */
export function PageError() {
  const error = useRouteError()
  return (
    <Result
      status="warning"
      title="页面没有加载成功"
      subTitle={
        error instanceof TypeError ? '请检查网络后重新加载' : '已填写的内容可能丢失，已提交的操作不受影响'
      }
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          重新加载
        </Button>
      }
    />
  )
}
