import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { completeAssignment, getAssignment, listAssignments, replaceDeliverables } from '@linggong/shared'
import type { BodyOf } from '@linggong/shared'
import { call } from '@/api/client'
import { refresh, remember, useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { Loaded } from '@/components/loaded'
import { ErrorNotice, Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PhotoPicker } from '@/components/photo-picker'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-area'
import { useDeliverables } from '@/hooks/use-deliverables'
import { useIntent } from '@/hooks/use-intent'
import { back } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

/** Finishing a task with optional pictures and a note, asked again before it is sent; later: other pictures. */
export default function CompletePage() {
  const { params } = useRouter()
  const signedIn = useSession()
  const id = params.id ?? ''
  const task = useApi(getAssignment, { params: { id } }, { enabled: signedIn && id !== '' })
  const replacing = task.data?.state === 'completed'
  const deliverables = useDeliverables(id, task.data?.deliverables)
  const [typedNote, setNote] = useState<string | null>(null)
  const note = typedNote ?? task.data?.deliverableNote ?? ''
  const [asking, setAsking] = useState(false)
  const send = useIntent(`complete-${id}`, (body: BodyOf<typeof completeAssignment>, idempotencyKey) =>
    replacing
      ? call(replaceDeliverables, { params: { id }, body })
      : call(completeAssignment, { params: { id }, body, idempotencyKey }),
  )

  const submit = async () => {
    const done = await send.submit({ fileIds: deliverables.fileIds, note: note.trim() })
    setAsking(false)
    if (!done) return
    remember(getAssignment, { params: { id } }, done)
    refresh(listAssignments)
    back()
  }
  const count = deliverables.fileIds.length

  return (
    <Page
      title={replacing ? '更换照片' : '完成任务'}
      hint={deliverables.unfinished > 0 ? `还有 ${deliverables.unfinished} 张照片没有传完` : null}
      action={
        replacing ? (
          <Action busy={send.busy} disabled={deliverables.unfinished > 0} onTap={() => void submit()}>
            保存照片
          </Action>
        ) : (
          <Action
            busy={send.busy}
            disabled={!task.data || deliverables.unfinished > 0}
            onTap={() => setAsking(true)}
          >
            确认完成
          </Action>
        )
      }
    >
      <Loaded query={task}>
        {({ title }) => (
          <>
            <View className="card">
              <Text className="small">任务</Text>
              <Text className="card__title">{title}</Text>
            </View>
            <View className="card bones">
              <Text>{'工作照片（选填，最多 9 张）'}</Text>
              <PhotoPicker
                items={deliverables.items}
                onAdd={() => void deliverables.add()}
                onRetry={(key) => void deliverables.retry(key)}
                onRemove={deliverables.remove}
              />
              {deliverables.items.some((item) => item.message) && (
                <Notice tone="bad" text={deliverables.items.find((item) => item.message)?.message ?? ''} />
              )}
              <TextArea
                label="说明"
                placeholder="选填，例如做了几天、交了哪些东西"
                maxLength={500}
                value={note}
                onChange={setNote}
              />
            </View>
            <ErrorNotice error={send.error} />
            {!replacing && (
              <Sheet
                open={asking}
                title={`确认已经完成“${title}”吗`}
                confirm="确认任务已完成"
                busy={send.busy}
                onConfirm={() => void submit()}
                onClose={() => setAsking(false)}
              >
                <Text>
                  {`确认后企业就能给您发放佣金，不能改回“进行中”。${count > 0 ? `将提交 ${count} 张照片，` : '没有附照片，'}之后还可以更换。`}
                </Text>
              </Sheet>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
