import { Skeleton } from 'antd'
import { Suspense } from 'react'
import { Outlet } from 'react-router'

/** Pages before the login. */
export function PublicFrame() {
  return (
    <Suspense fallback={<Skeleton active style={{ padding: 48 }} />}>
      <Outlet />
    </Suspense>
  )
}
