import { registerUpToPhotos, shootInWechat } from '../pages/worker/registration.ts'
import { moveClock } from '../pages/sandbox/clock.ts'
import { keepScreen } from '../support/browser.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'

const newcomer = '林晓燕'

/** A glare is explained; the picture of the front is no picture of the back, and never counts twice. */
export async function badPhotosAreRefused(stage: Stage): Promise<void> {
  const phone = await stage.phone(newcomer)
  const person = await stage.world.person(newcomer)
  const { key } = person
  await registerUpToPhotos(phone, person)
  await shootInWechat(phone, await stage.world.idCard(key, 'front', 'glare'))
  await press(phone, '使用照片')
  await see(phone, '照片有反光，请换个角度避开灯光再拍')
  await keepScreen(phone, 'bad-photo-glare')
  await press(phone, '重拍')
  const front = await stage.world.idCard(key, 'front')
  await shootInWechat(phone, front)
  await press(phone, '使用照片')
  await see(phone, '拍摄身份证国徽面')
  await shootInWechat(phone, front)
  await press(phone, '使用照片')
  await see(phone, '这张照片以前用过，请现场重新拍摄身份证')
  await keepScreen(phone, 'bad-photo-again')
  await press(phone, '重拍')
  await see(phone, '拍摄身份证国徽面')
}

/** Ten minutes after the beginning the capture is over, and begins anew. */
export async function latePhotoIsRefused(stage: Stage): Promise<void> {
  const phone = await stage.phone(newcomer)
  const sandbox = await stage.desk('sandbox')
  const { key } = await stage.world.person(newcomer)
  await moveClock(sandbox, '+30 分钟', '比真实时间快 30 分钟')
  await shootInWechat(phone, await stage.world.idCard(key, 'back'))
  await press(phone, '使用照片')
  await see(phone, '拍摄已超时，请重新拍摄（每次 10 分钟内完成）')
  await keepScreen(phone, 'bad-photo-late')
  await press(phone, '重新开始拍摄')
  await see(phone, '拍摄身份证人像面')
}
