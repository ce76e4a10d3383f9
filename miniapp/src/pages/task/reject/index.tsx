import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { getAssignment, listAssignments, rejectAssignment } from '@linggong/shared'
import { call } from '@/api/client'
import { refresh, remember } from '@/api/use-api'
import { Action } from '@/components/action'
import { aria } from '@/components/aria'
import { modified } from '@/components/class-names'
import { ErrorNotice, Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { TextArea } from '@/components/text-area'
import { reasonOf, rejectReasons } from '@/domain/reject-reasons'
import { useIntent } from '@/hooks/use-intent'
import { back } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

/** Refusing a task with a reason. */
export default function RejectPage() {
  const { params } = useRouter()
  useSession()
  const id = params.id ?? ''
  const [chips, setChips] = useState<string[]>([])
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const reject = useIntent(`reject-${id}`, (reason: string, idempotencyKey) =>
    call(rejectAssignment, { params: { id }, body: { reason }, idempotencyKey }),
  )

  const toggle = (chip: string) => {
    setMissing(false)
    setChips((chosen) =>
      chosen.includes(chip) ? chosen.filter((known) => known !== chip) : [...chosen, chip],
    )
  }
  const submit = async () => {
    const reason = reasonOf(chips, text)
    const valid = rejectAssignment.body.safeParse({ reason }).success
    setMissing(!valid)
    if (!valid) return
    const rejected = await reject.submit(reason)
    if (!rejected) return
    remember(getAssignment, { params: { id } }, rejected)
    refresh(listAssignments)
    back()
  }

  return (
    <Page
      title="拒绝任务"
      action={
        <Action busy={reject.busy} onTap={() => void submit()}>
          拒绝任务
        </Action>
      }
    >
      <Notice text="拒绝后不能自己改回来。又想做的话，要请企业重新指派。拒绝不影响您接其他任务。" />
      <View className="chips">
        {rejectReasons.map((chip) => {
          const on = chips.includes(chip)
          return (
            <View
              className={modified('chip', { on })}
              key={chip}
              {...aria('checkbox', { label: chip, checked: on })}
              onClick={() => toggle(chip)}
            >
              {chip}
            </View>
          )
        })}
      </View>
      <TextArea
        label="补充说明"
        placeholder="选填，说给企业听"
        maxLength={120}
        value={text}
        onChange={(value) => {
          setMissing(false)
          setText(value)
        }}
        error={missing ? '请选一个原因，或写几个字说明' : undefined}
      />
      <ErrorNotice error={reject.error} />
    </Page>
  )
}
