import { Button, Tooltip } from 'antd'
import { call } from './api.ts'
import { aheadOf, clockTime, longDate } from './format.ts'
import type { Overview } from './types.ts'
import { useAct } from './use-act.ts'

interface Props {
  clock: Overview['clock'] | undefined
  refresh: () => Promise<void>
}

const moves = [
  { label: '+30 分钟', body: { advanceMinutes: 30 } },
  { label: '+1 天', body: { advanceDays: 1 } },
  { label: '下月 1 日', body: { toNextMonth: true } },
] as const

/** Says on every screen that nothing here is real, and holds the clock. */
export function SandboxBanner({ clock, refresh }: Props) {
  const { act, isBusy } = useAct(refresh)
  const ahead = clock ? aheadOf(clock.offsetMs) : ''
  return (
    <header className="banner">
      <strong className="banner-mark">沙箱 · 不会产生真实资金</strong>
      <span className="banner-note">短信、微信、人脸核身和银行都由这一页扮演，人物均为虚构</span>
      {clock && (
        <div className="banner-clock">
          <span className="banner-time">
            {longDate(clock.now)} <b>{clockTime(clock.now)}</b>
            {ahead !== '' && <small>{ahead}</small>}
          </span>
          <Tooltip title="灵工台和银行的业务时间一起前进，用来等待退费、到期和月末">
            <span className="banner-moves">
              {moves.map(({ label, body }) => (
                <Button
                  key={label}
                  size="small"
                  disabled={isBusy}
                  onClick={() => void act(() => call('clock', body))}
                >
                  {label}
                </Button>
              ))}
            </span>
          </Tooltip>
        </div>
      )}
    </header>
  )
}
