import { expect, it } from 'vitest'
import { allPermissions } from '@linggong/shared'
import type { OrganisationKind, Permission } from '@linggong/shared'
import { enterpriseRoutes } from '@/pages/enterprise/routes'
import { platformRoutes } from '@/pages/platform/routes'
import { providerRoutes } from '@/pages/provider/routes'
import { menuFor, selectedKey } from './menu'

const can = (granted: readonly Permission[]) => (permission: Permission) => granted.includes(permission)
const leaves = (kind: OrganisationKind, granted: readonly Permission[]) =>
  menuFor(kind, can(granted)).flatMap((entry) => entry.children ?? [entry])

it('every line of every menu leads to a page', () => {
  const paths = [...platformRoutes, ...providerRoutes, ...enterpriseRoutes].map(({ path }) => path)
  paths.push('/enterprise/company')
  for (const kind of ['platform', 'provider', 'enterprise'] as const)
    for (const { key } of leaves(kind, allPermissions(kind))) expect(paths).toContain(key)
})

it('a member sees only the lines the role grants, and no empty group', () => {
  const labels = menuFor('provider', can(['task.read'])).map(({ label }) => label)
  expect(labels).toEqual(['首页', '任务审核'])
})

it('a page below a line of the menu selects that line, not the home', () => {
  const entries = menuFor('platform', can(allPermissions('platform')))
  expect(selectedKey(entries, '/platform/onboardings/1')).toBe('/platform/onboardings')
  expect(selectedKey(entries, '/platform')).toBe('/platform')
  expect(selectedKey(entries, '/account')).toBeUndefined()
})
