import dayjs, { type Dayjs } from 'dayjs'
import { fen, type BodyOf, type publishTask } from '@linggong/shared'
import type { TaskDetail } from '../parts/types'

type TaskBody = BodyOf<typeof publishTask>

/** A picture that is uploaded and shown. */
export interface Picture {
  id: string
  url: string
  name: string
}

/** What the form holds: the period as picker values, pictures as they are shown, amounts in fen. */
export type TaskFormValues = Omit<TaskBody, 'from' | 'to' | 'pictureIds'> & {
  period: [Dayjs, Dayjs]
  pictures: Picture[]
}

/** The request of a filled-in form. */
export function toTaskBody({ period, pictures, ...rest }: TaskFormValues): TaskBody {
  return {
    ...rest,
    from: period[0].format('YYYY-MM-DD'),
    to: period[1].format('YYYY-MM-DD'),
    pictureIds: pictures.map(({ id }) => id),
  }
}

/** The form of a task that is changed and submitted again. */
export function fromTask(task: TaskDetail): TaskFormValues {
  const { engagementId, kind, title, description, category, place, headCount, pictures } = task
  return {
    engagementId,
    kind,
    title,
    description,
    category,
    place,
    headCount,
    pictures,
    period: [dayjs(task.from), dayjs(task.to)],
    commissionMin: fen(task.commissionMin),
    commissionMax: fen(task.commissionMax),
  }
}
