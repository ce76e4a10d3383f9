import { dialog, openByMenu } from '../pages/console/frame.ts'
import { openTask, seeAssignment } from '../pages/console/tasks.ts'
import { enterByMenu } from '../pages/worker/enter.ts'
import { loginAsWorker } from '../pages/worker/login.ts'
import { openTaskCard } from '../pages/worker/task.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { button, fill, press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { demo, enterpriseDesk } from './demo.ts'

const worker = '刘洋'

/** The task is open on his phone when the enterprise takes him off it. */
export async function cancelledTaskIsNotAccepted(stage: Stage): Promise<void> {
  const phone = await stage.phone(worker)
  const person = await stage.world.person(worker)
  const inbox = await takePhone(await stage.desk('sandbox'), worker)
  await enterByMenu(phone, inbox, '任务大厅')
  await loginAsWorker(phone, person.phone, inbox)
  // His phone number is verified, this WeChat is not known: the face decides.
  await see(phone, '沙箱不打开摄像头')
  await keepScreen(phone, 'worker-face-check')
  await press(phone, '通过')
  await openTaskCard(phone, demo.standard)
  await button(phone, '接受任务').waitFor()

  const desk = await enterpriseDesk(stage)
  await openByMenu(desk, '任务列表')
  const drawer = await openTask(desk, demo.standard)
  await press(drawer.getByRole('row').filter({ hasText: worker }), '取消指派')
  await fill(dialog(desk, `取消对${worker}的指派`), '原因', '门店临时停业')
  await keepScreen(desk, 'cancel-assignment')
  await press(dialog(desk, `取消对${worker}的指派`), '取消指派')
  await seeAssignment(drawer, worker, '已取消')

  await press(phone, '接受任务')
  await see(phone, '当前是“已取消”状态，不能接受任务，请刷新后查看')
  await keepScreen(phone, 'bad-cancelled-task')
  await press(phone, '刷新')
  await see(phone, '企业取消了这次安排，不用再做了')
}
