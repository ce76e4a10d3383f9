/** Page paths: what messages, QR codes and WeChat menus link to. They stay as they are once published. */
export const routes = {
  entry: 'pages/entry/index',
  login: 'pages/login/index',
  face: 'pages/face/index',
  agreement: 'pages/agreement/index',
  scene: 'pages/scene/index',
  identity: 'pages/register/identity/index',
  confirm: 'pages/register/confirm/index',
  card: 'pages/register/card/index',
  photos: 'pages/register/photos/index',
  done: 'pages/register/done/index',
  tasks: 'pages/tasks/index',
  task: 'pages/task/index',
  taskReject: 'pages/task/reject/index',
  taskComplete: 'pages/task/complete/index',
  contract: 'pages/contract/index',
  contractSign: 'pages/contract/sign/index',
  income: 'pages/income/index',
  payment: 'pages/payment/index',
  me: 'pages/me/index',
  myIdentity: 'pages/me/identity/index',
  myCards: 'pages/me/cards/index',
  addCard: 'pages/me/cards/add/index',
  myContracts: 'pages/me/contracts/index',
  privacy: 'pages/me/privacy/index',
  help: 'pages/me/help/index',
} as const

export type RouteName = keyof typeof routes

/** Pages of the tab bar: they are switched to, never pushed. */
export const tabRoutes: readonly RouteName[] = ['tasks', 'income', 'me']

/** The only parameters that go into an address; a session token is never one of them. */
const addressParameters = ['id', 'code', 'month', 'segment', 'scene', 'task', 'signed'] as const
export type AddressParameters = Partial<Record<(typeof addressParameters)[number], string>>

/** "pages/task/index?id=1": the address of a page, without a leading slash. */
export function pathOf(route: RouteName, parameters: AddressParameters = {}): string {
  return withParameters(routes[route], parameters)
}

/** Puts the known parameters behind a page path and drops all others. */
export function withParameters(path: string, parameters: Record<string, string | undefined>): string {
  const search = addressParameters
    .filter((name) => parameters[name])
    .map((name) => `${name}=${encodeURIComponent(parameters[name] as string)}`)
    .join('&')
  return search ? `${path}?${search}` : path
}

/** The page an address belongs to, or null for anything that is not a page of this app. */
export function routeOf(path: string): RouteName | null {
  const page = path.replace(/^\//, '').split('?')[0] ?? ''
  const found = Object.entries(routes).find(([, known]) => known === page || known === `${page}/index`)
  return found ? (found[0] as RouteName) : null
}

/** An address as it may be opened after signing in, or null when it is not a page of this app. */
export function safeReturn(path: string | null | undefined): string | null {
  if (!path) return null
  const clean = path.replace(/^[/#]+/, '')
  const route = routeOf(clean)
  if (!route || route === 'entry' || route === 'login' || route === 'face') return null
  const search = clean.split('?')[1] ?? ''
  const parameters = Object.fromEntries(
    search
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=').map(decodeURIComponent) as [string, string]),
  )
  return withParameters(routes[route], parameters)
}
