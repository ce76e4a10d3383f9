import { RightOutlined } from '@ant-design/icons'
import { Link } from 'react-router'
import { EmptyState } from '@/shared/ui/empty'
import { Panel } from '@/shared/ui/page'
import type { ToDo } from './to-dos'

/** What waits for the enterprise; each line leads to where it is done. */
export function ToDoPanel({ toDos }: { toDos: ToDo[] }) {
  return (
    <Panel title={toDos.length > 0 ? `待处理（${toDos.length}）` : '待处理'}>
      {toDos.length === 0 ? (
        <EmptyState text="没有要处理的事" hint="待签合同、待确认的发放、退汇等会出现在这里" />
      ) : (
        <ul className="to-dos">
          {toDos.map(({ text, to, urgent }) => (
            <li key={text}>
              <Link to={to} className={urgent ? 'to-do to-do--urgent' : 'to-do'}>
                <span>{text}</span>
                <RightOutlined />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
