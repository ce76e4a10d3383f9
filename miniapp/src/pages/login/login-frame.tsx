import type { ReactNode } from 'react'
import type { useConfig } from '@/api/use-config'
import type { ClientConfig } from '@/api/use-config'
import { Loaded } from '@/components/loaded'
import { Page } from '@/components/page'

interface LoginFrameProps {
  query: ReturnType<typeof useConfig>
  children: (config: ClientConfig) => ReactNode
}

/** The login forms bring their own page with its action; until the agreements are known a plain page stands there. */
export function LoginFrame({ query, children }: LoginFrameProps) {
  if (query.data) return <>{children(query.data)}</>
  return (
    <Page>
      <Loaded query={query} bones={1}>
        {() => null}
      </Loaded>
    </Page>
  )
}
