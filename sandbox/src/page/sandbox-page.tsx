import { Alert, Spin } from 'antd'
import { useEffect, useState } from 'react'
import { Counter } from './bank/counter.tsx'
import { PeopleList, type Seen } from './people-list.tsx'
import { Phone } from './phone/phone.tsx'
import { SandboxBanner } from './sandbox-banner.tsx'
import { useOverview } from './use-overview.ts'
import { useStored } from './use-stored.ts'

/** The phone's own size with its frame, in CSS pixels at scale 1. */
const phoneHeight = 868
const nothingSeen: Seen = { sms: '', wechat: '' }

/** "手机与银行": people and their phones on the left, the bank's counter on the right, the clock above. */
export function SandboxPage() {
  const [opened, setOpened] = useStored<string[]>('opened', ['p1'])
  const [seen, setSeen] = useStored<Record<string, Seen>>('seen', {})
  const { overview, isLost, refresh } = useOverview(opened)
  const { scale, setStage } = useScale()

  const toggle = (key: string) =>
    setOpened((current) =>
      current.includes(key) ? current.filter((other) => other !== key) : [...current, key],
    )
  const seenOf = (key: string) => seen[key] ?? nothingSeen
  const see = (key: string, channel: keyof Seen) => {
    const person = overview?.people.find((one) => one.key === key)
    if (!person) return
    const newest = channel === 'sms' ? person.newestSms : person.newestWechat
    setSeen((current) => ({ ...current, [key]: { ...nothingSeen, ...current[key], [channel]: newest } }))
  }

  return (
    <div className="page">
      <SandboxBanner clock={overview?.clock} refresh={refresh} />
      {isLost && (
        <Alert banner type="warning" title="沙箱没有回应，页面上的内容可能已经过时。请确认它还在运行。" />
      )}
      {!overview ? (
        <Spin size="large" className="page-loading" />
      ) : (
        <div className="page-columns">
          <PeopleList {...{ overview, opened, seenOf, refresh }} onToggle={toggle} />
          <main className="stage" ref={setStage}>
            {opened.length === 0 && (
              <div className="stage-empty">
                <strong>桌上还没有手机</strong>
                <p>在左边点一个人物，拿出这个人的手机。可以同时打开几部，互不影响。</p>
              </div>
            )}
            {opened.flatMap((key) => {
              const person = overview.people.find((one) => one.key === key)
              if (!person) return []
              return [
                <Phone
                  key={key}
                  {...{ person, overview, scale, refresh }}
                  seen={seenOf(key)}
                  onSee={(channel) => see(key, channel)}
                  onClose={() => toggle(key)}
                />,
              ]
            })}
          </main>
          <Counter overview={overview} refresh={refresh} />
        </div>
      )}
    </div>
  )
}

/** Fits a phone into the height of the element that gets `setStage` as its ref; never larger than life. */
function useScale() {
  const [scale, setScale] = useState(0.85)
  const [stage, setStage] = useState<HTMLElement | null>(null)
  useEffect(() => {
    if (!stage) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setScale(Math.min(1, Math.max(0.6, (entry.contentRect.height - 4) / phoneHeight)))
    })
    observer.observe(stage)
    return () => observer.disconnect()
  }, [stage])
  return { scale, setStage }
}
