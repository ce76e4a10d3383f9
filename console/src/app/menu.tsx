import { IdcardOutlined } from '@ant-design/icons'
import type { OrganisationKind, Permission } from '@linggong/shared'
import { enterpriseMenu } from '@/pages/enterprise/menu'
import { platformMenu } from '@/pages/platform/menu'
import { providerMenu } from '@/pages/provider/menu'
import type { MenuEntry } from '@/shared/route-entry'

/** The left menu by kind of organisation. */
const menus: Record<OrganisationKind, readonly MenuEntry[]> = {
  platform: platformMenu,
  provider: providerMenu,
  enterprise: [
    ...enterpriseMenu,
    {
      key: '/enterprise/company',
      label: '企业信息',
      icon: <IdcardOutlined aria-hidden />,
      permission: 'enterprise.profile',
    },
  ],
  regulator: [],
}

function allowed(entry: MenuEntry, can: (permission: Permission) => boolean): MenuEntry | null {
  if (entry.permission && !can(entry.permission)) return null
  if (!entry.children) return entry
  const children = entry.children.flatMap((child) => allowed(child, can) ?? [])
  return children.length > 0 ? { ...entry, children } : null
}

/** What a member sees: groups without any allowed page are left out. */
export function menuFor(kind: OrganisationKind, can: (permission: Permission) => boolean): MenuEntry[] {
  return menus[kind].flatMap((entry) => allowed(entry, can) ?? [])
}

/** The menu line a path belongs to: the longest key that the path begins with. */
export function selectedKey(entries: readonly MenuEntry[], path: string): string | undefined {
  const keys = entries.flatMap((entry) => (entry.children ?? [entry]).map(({ key }) => key))
  return keys
    .filter((key) => path === key || path.startsWith(`${key}/`))
    .toSorted((a, b) => b.length - a.length)[0]
}
