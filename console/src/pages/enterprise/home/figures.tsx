import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Money } from '@/shared/ui/money'
import type { HomeStanding } from './use-standing'

function taskHint(running: number, waiting: number): string {
  if (running === 0) return '发布后由服务商审核'
  return waiting > 0 ? `${waiting} 人等待接受或注册` : '没有等待接受的灵工'
}

/** The figures that are looked at every day. */
export function Figures({ standing }: { standing: HomeStanding }) {
  const { subLedgers, tasks, workers } = standing
  const sum = (key: 'available' | 'frozen') => subLedgers.reduce((total, row) => total + row[key], 0)
  const running = tasks.filter(({ state }) => state === 'in-progress')
  const waiting = running.reduce((total, { counts }) => total + counts.assigned + counts.waiting, 0)
  return (
    <div className="figures">
      <Figure
        to="/enterprise/account"
        label="可用余额"
        value={<Money fen={sum('available')} />}
        hint={subLedgers.length > 0 ? `${subLedgers.length} 个子账簿合计` : '开通子账簿后可以充值'}
      />
      <Figure
        to="/enterprise/payouts?state=executing"
        label="冻结中"
        value={<Money fen={sum('frozen')} />}
        hint="已确认、还没付完"
      />
      <Figure
        to="/enterprise/tasks?state=in-progress"
        label="进行中的任务"
        value={<span className="num">{running.length}</span>}
        hint={taskHint(running.length, waiting)}
      />
      {workers !== null && (
        <Figure
          to="/enterprise/workers"
          label="灵工"
          value={<span className="num">{workers}</span>}
          hint="指派过或发过佣金"
        />
      )}
    </div>
  )
}

function Figure(props: { to: string; label: string; value: ReactNode; hint: string }) {
  return (
    <Link to={props.to} className="figure">
      <span className="soft">{props.label}</span>
      <span className="figure__value">{props.value}</span>
      <span className="figure__hint">{props.hint}</span>
    </Link>
  )
}
