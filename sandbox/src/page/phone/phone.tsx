import { App } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { clockTime } from '../format.ts'
import type { ListedPerson, Overview, PhoneResult } from '../types.ts'
import { useAct } from '../use-act.ts'
import { Browser, type Visit } from './browser.tsx'
import { CameraRoll } from './camera-roll.tsx'
import { Icon, type IconName } from './icons.tsx'
import { appUrl, personUrl } from './person-url.ts'
import { Profile } from './profile.tsx'
import { Scanner } from './scanner.tsx'
import { SmsInbox } from './sms-inbox.tsx'
import { WechatChat } from './wechat-chat.tsx'

type AppName = 'wechat' | 'sms' | 'scan' | 'album' | 'app' | 'card'

const apps: readonly { name: AppName & IconName; label: string }[] = [
  { name: 'wechat', label: '微信' },
  { name: 'sms', label: '短信' },
  { name: 'scan', label: '扫一扫' },
  { name: 'album', label: '相册' },
  { name: 'card', label: '证件' },
  { name: 'app', label: '灵工台' },
]

interface Props {
  person: ListedPerson
  overview: Overview
  scale: number
  seen: { sms: string; wechat: string }
  onSee: (channel: 'sms' | 'wechat') => void
  onClose: () => void
  refresh: () => Promise<void>
}

/** One person's phone, 390 wide, drawn at `scale`. */
export function Phone({ person, overview, scale, seen, onSee, onClose, refresh }: Props) {
  const { message } = App.useApp()
  const { act } = useAct(refresh)
  const [shown, setShown] = useState<AppName>('wechat')
  const [target, setTarget] = useState<Visit>()
  const { key } = person
  const slot = useRef<HTMLElement>(null)
  useEffect(() => {
    slot.current?.scrollIntoView({ behavior: 'smooth', inline: 'nearest', block: 'nearest' })
  }, [])
  const { serverUrl } = overview
  const items = overview.inboxes[key] ?? []

  const visit = useCallback((url: string) => {
    setTarget((current) => ({ url, visit: (current?.visit ?? 0) + 1 }))
    setShown('app')
  }, [])
  const open = (url: string) => visit(personUrl(url, key, serverUrl))
  const openPage = (page: string, scene = '') => visit(appUrl(key, serverUrl, { page, scene }))

  const handle = (result: PhoneResult | undefined) => {
    if (!result) return
    if ('error' in result) message.warning(result.error)
    else if ('openUrl' in result) open(result.openUrl)
    else if ('openMiniProgram' in result) openPage(result.openMiniProgram.page, result.openMiniProgram.scene)
    else show('wechat')
  }

  const show = (name: AppName) => {
    setShown(name)
    if (name === 'app' && !target) visit(appUrl(key, serverUrl))
  }

  const isNew = { sms: person.newestSms > seen.sms, wechat: person.newestWechat > seen.wechat }
  const isReading = (shown === 'sms' || shown === 'wechat') && isNew[shown] ? shown : undefined
  useEffect(() => {
    if (isReading) onSee(isReading)
  }, [isReading, onSee])

  return (
    <section
      ref={slot}
      className="phone-slot"
      style={{ width: 414 * scale, height: 868 * scale }}
      aria-label={`${person.name}的手机`}
    >
      <div className="phone" style={{ transform: `scale(${scale})` }} data-person={key}>
        <header className="phone-owner">
          <strong>{person.name}</strong>
          <span>{person.phone}</span>
          <button type="button" aria-label={`收起${person.name}的手机`} title="收起手机" onClick={onClose}>
            <Icon name="close" size={18} />
          </button>
        </header>
        <div className="phone-screen">
          <div className="phone-status" aria-hidden="true">
            <span>{clockTime(overview.clock.now)}</span>
            <span className="phone-mark">沙箱</span>
          </div>
          <div className="phone-body">
            {shown === 'wechat' && (
              <WechatChat
                {...{ person, items, open, handle, act, menu: overview.menu, now: overview.clock.now }}
                openPage={openPage}
              />
            )}
            {shown === 'sms' && <SmsInbox items={items} now={overview.clock.now} open={open} />}
            {shown === 'scan' && <Scanner personKey={key} handle={handle} act={act} />}
            {shown === 'album' && <CameraRoll person={person} />}
            {shown === 'card' && <Profile person={person} act={act} />}
            {target && (
              <div hidden={shown !== 'app'} className="phone-keep">
                <Browser person={person} target={target} onReload={() => visit(target.url)} />
              </div>
            )}
          </div>
        </div>
        <nav className="phone-dock" aria-label={`${person.name}的应用`}>
          {apps.map(({ name, label }) => (
            <button key={name} type="button" aria-pressed={shown === name} onClick={() => show(name)}>
              <Icon name={name} size={22} />
              <span>{label}</span>
              {(name === 'sms' || name === 'wechat') && isNew[name] && (
                <i className="dot" aria-label="有新消息" />
              )}
            </button>
          ))}
        </nav>
      </div>
    </section>
  )
}
