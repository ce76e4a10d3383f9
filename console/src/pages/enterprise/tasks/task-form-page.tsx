import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import { getTask, listEngagements } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { EmptyState } from '@/shared/ui/empty'
import { Loaded } from '@/shared/ui/loaded'
import { Page } from '@/shared/ui/page'
import { TaskForm } from './task-form-view'

/** Publishes a task, or changes a withdrawn or rejected one and submits it again. */
export default function TaskFormPage() {
  const { id } = useParams()
  return (
    <Page title={id ? '修改任务' : '发布任务'}>{id ? <ChangedTask key={id} id={id} /> : <NewTask />}</Page>
  )
}

function useProjects() {
  return useApi(listEngagements, { query: { state: 'active' } })
}

function NewTask() {
  return (
    <Loaded query={useProjects()} rows={12}>
      {({ rows }) =>
        rows.length === 0 ? (
          <EmptyState
            text="还没有可以发布任务的项目"
            hint="签约一家服务商并签署合同后，就可以在这里发布任务"
            action={
              <Link to="/enterprise/contracts">
                <Button type="primary">查看我的合同</Button>
              </Link>
            }
          />
        ) : (
          <TaskForm projects={rows} />
        )
      }
    </Loaded>
  )
}

function ChangedTask({ id }: { id: string }) {
  const projects = useProjects()
  const task = useApi(getTask, { params: { id } })
  return (
    <Loaded query={projects} rows={12}>
      {({ rows }) => (
        <Loaded query={task} rows={12}>
          {(data) => <TaskForm projects={rows} task={data} />}
        </Loaded>
      )}
    </Loaded>
  )
}
