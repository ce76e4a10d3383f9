import { Layout, Menu, Skeleton } from 'antd'
import type { MenuProps } from 'antd'
import { Suspense, useEffect, useMemo } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { useCan, useSession } from '@/shared/session'
import type { MenuEntry } from '@/shared/route-entry'
import { contentId, scrollToTop } from '@/shared/ui/scroll-top'
import { AccountMenu } from './account-menu'
import { menuFor, selectedKey } from './menu'
import { OrganisationSwitch } from './organisation-switch'

const kindNames = { platform: '平台', provider: '服务商', enterprise: '企业', regulator: '监管' } as const

type Item = NonNullable<MenuProps['items']>[number]

function itemOf(entry: MenuEntry): Item {
  if (entry.children)
    return { key: entry.key, label: entry.label, icon: entry.icon, children: entry.children.map(itemOf) }
  return { key: entry.key, icon: entry.icon, label: <Link to={entry.key}>{entry.label}</Link> }
}

/** Frame of the signed-in pages: the menu by kind and permissions, organisation and account on top. */
export function ConsoleLayout() {
  const { organisation } = useSession()
  const can = useCan()
  const { pathname } = useLocation()
  const entries = useMemo(() => (organisation ? menuFor(organisation.kind, can) : []), [organisation, can])
  const selected = selectedKey(entries, pathname)
  useEffect(scrollToTop, [pathname])
  return (
    <Layout className="frame">
      {entries.length > 0 ? (
        <Layout.Sider width={208} theme="light" className="frame__sider">
          <Brand kind={organisation ? kindNames[organisation.kind] : null} />
          <nav className="frame__menu" aria-label="主菜单">
            <Menu
              mode="inline"
              inlineIndent={16}
              items={entries.map(itemOf)}
              selectedKeys={selected ? [selected] : []}
              defaultOpenKeys={entries.filter(({ children }) => children).map(({ key }) => key)}
            />
          </nav>
        </Layout.Sider>
      ) : null}
      <Layout>
        <Layout.Header className="frame__head">
          {entries.length > 0 ? <OrganisationSwitch /> : <Brand kind={null} />}
          <div className="frame__tools">
            <AccountMenu />
          </div>
        </Layout.Header>
        <Layout.Content id={contentId} className="frame__content">
          <Suspense fallback={<Skeleton active style={{ padding: 24 }} paragraph={{ rows: 8 }} />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  )
}

function Brand({ kind }: { kind: string | null }) {
  return (
    <Link to="/" className="brand">
      <span className="brand__mark">灵</span>
      灵工台
      {kind ? <span className="brand__kind">{kind}</span> : null}
    </Link>
  )
}
