/**
 * The address as this person's phone opens it. The product's pages get an origin of the person's own,
 * http://<key>.localhost:<port>, so that several people are signed in side by side in one browser.
 */
export function personUrl(url: string, key: string, serverUrl: string): string {
  if (!URL.canParse(url)) return url
  const target = new URL(url)
  if (target.origin === location.origin) {
    const redirect = target.searchParams.get('redirect_uri')
    if (target.pathname !== '/connect/oauth2/authorize' || redirect === null) return url
    target.searchParams.set('person', key)
    target.searchParams.set('redirect_uri', personUrl(redirect, key, serverUrl))
    return target.href
  }
  const server = new URL(serverUrl)
  const isLocal = /^(127\.0\.0\.1|localhost|[a-z0-9-]+\.localhost)$/.test(target.hostname)
  if (!isLocal || target.port !== server.port) return url
  target.hostname = `${key}.localhost`
  return target.href
}

/** The worker app's start, or a page of it as a mini-program code names it. */
export function appUrl(key: string, serverUrl: string, target?: { page: string; scene: string }): string {
  const home = personUrl(`${serverUrl}/w/`, key, serverUrl)
  if (!target) return home
  const scene = target.scene === '' ? '' : `?scene=${encodeURIComponent(target.scene)}`
  return `${home}#/${target.page.replace(/^\//, '')}${scene}`
}
