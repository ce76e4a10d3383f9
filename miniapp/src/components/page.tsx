import type { PropsWithChildren, ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { ConfigProvider } from '@nutui/nutui-react-taro'
import { useLargeType } from '@/hooks/use-large-type'
import { isH5, isWechatBrowser } from '@/platform/environment'
import { back } from '@/platform/navigation'
import { aria } from './aria'
import { modified } from './class-names'

interface PageProps {
  /** Shown above the page where neither WeChat nor the mini-program shows it. Left out on tabs. */
  title?: string
  /** The page's one action, fixed below. */
  action?: ReactNode
  /** A second, quieter way under the action. */
  second?: { text: string; onTap: () => void }
  hint?: string | null
  /** No way back: the first page of a flow. */
  first?: boolean
  /** Uses the whole width when the phone is turned. */
  wide?: boolean
}

/** Frame of every page: theme, large type, header where needed, and the action above the safe area. */
export function Page({
  title,
  action,
  second,
  hint,
  first = false,
  wide = false,
  children,
}: PropsWithChildren<PageProps>) {
  const { large } = useLargeType()
  const hasBar = Boolean(action ?? second)
  return (
    <ConfigProvider>
      <View className={modified('page', { large, wide })}>
        {title && isH5 && !isWechatBrowser() && <Header title={title} first={first} />}
        <View
          className={modified('page__body', {
            acting: hasBar,
            'acting-two': hasBar && Boolean(second ?? hint),
          })}
        >
          {children}
        </View>
        {hasBar && (
          <View className="action-bar">
            {hint && <Text className="action-bar__hint">{hint}</Text>}
            {action}
            {second && (
              <View
                className="action-bar__second"
                {...aria('button', { label: second.text })}
                onClick={second.onTap}
              >
                {second.text}
              </View>
            )}
          </View>
        )}
      </View>
    </ConfigProvider>
  )
}

function Header({ title, first }: { title: string; first: boolean }) {
  return (
    <View className="page__header">
      {first ? (
        <View className="page__back" />
      ) : (
        <View className="page__back" {...aria('button', { label: '返回' })} onClick={back}>
          <View className="page__back-mark" />
        </View>
      )}
      <Text className="page__title" {...aria('heading')}>
        {title}
      </Text>
    </View>
  )
}
