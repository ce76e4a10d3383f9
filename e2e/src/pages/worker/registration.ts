import type { Page } from 'playwright-core'
import type { FakeCamera } from '../../support/camera.ts'
import type { SandboxPerson, SandboxReader } from '../../support/sandbox.ts'
import { chooseFile } from '../../support/choose-file.ts'
import { button, fillAll, press, see } from '../../support/see.ts'
import { tickConsent } from './login.ts'

/** Step one: what the bank checks. */
export async function fillIdentity(
  phone: Page,
  person: Pick<SandboxPerson, 'name' | 'idNumber' | 'phone'>,
  cardNumber: string,
): Promise<void> {
  await see(phone, '佣金要打给您本人')
  await fillAll(phone, {
    姓名: person.name,
    身份证号: person.idNumber,
    银行卡号: cardNumber,
    银行预留手机号: person.phone,
  })
}

/** The verified identity once more, with the agreements. */
export async function agreeAndRegister(phone: Page): Promise<void> {
  await see(phone, '银行已核对一致')
  await tickConsent(phone)
}

/** From the identity form to the photos, with the person's first card. */
export async function registerUpToPhotos(phone: Page, person: SandboxPerson): Promise<void> {
  await fillIdentity(phone, person, person.cards[0]?.number ?? '')
  await press(phone, '下一步')
  await agreeAndRegister(phone)
  await press(phone, '同意并注册')
  await see(phone, '佣金会打到这张卡')
  await press(phone, '设为结算卡')
  await see(phone, '拍摄身份证人像面')
}

/** Leaves WeChat's camera for the one in the page. */
export async function useCameraInPage(phone: Page): Promise<void> {
  await press(phone, '打不开相机？换一种方式')
  await phone.locator('video').waitFor()
}

/** Holds a sample card before the page's camera and takes it; the shot waits to be used. */
export async function shootWithCamera(phone: Page, camera: FakeCamera, picture: Buffer): Promise<void> {
  await camera.see(picture)
  await phone.waitForFunction(() => {
    const video = document.querySelector('video')
    return video !== null && video.videoWidth > 0
  })
  await newFrames(phone)
  await press(phone, '拍摄')
  await button(phone, '使用照片').waitFor()
}

/** Lets the camera film on until what lies before it now is in the picture: two rounds of a file of one frame. */
async function newFrames(phone: Page): Promise<void> {
  await phone.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const video = document.querySelector('video')
        let left = 4
        const next = (): void => {
          left -= 1
          if (left === 0) resolve()
          else video?.requestVideoFrameCallback(next)
        }
        if (video) video.requestVideoFrameCallback(next)
        else resolve()
      }),
  )
}

/** Takes a picture with WeChat's camera, which the sandbox plays by choosing a file. */
export async function shootInWechat(phone: Page, picture: Buffer): Promise<void> {
  await chooseFile(phone, '拍摄', { name: 'photo.jpg', content: picture })
  await button(phone, '使用照片').waitFor()
}

/** Both sides by WeChat's camera, to the end of registering. */
export async function photographInWechat(phone: Page, world: SandboxReader, key: string): Promise<void> {
  for (const side of ['front', 'back'] as const) {
    await see(phone, side === 'front' ? '拍摄身份证人像面' : '拍摄身份证国徽面')
    await shootInWechat(phone, await world.idCard(key, side))
    await press(phone, '使用照片')
  }
  await see(phone, '两面都拍好了')
  await press(phone, '完成注册')
  await button(phone, '查看任务').waitFor()
}
