import type { Page } from 'playwright-core'
import type { SandboxPhone } from '../sandbox/phone.ts'
import { button, fill, press, see } from '../../support/see.ts'

/** Reads page by page until the contract may be signed. */
export async function readContract(phone: Page): Promise<void> {
  const hint = await see(phone, /^已读 0\/\d+ 页，读完再签$/)
  const pages = Number(/\/(\d+)/.exec(await hint.innerText())?.[1])
  for (let read = 0; read < pages; read += 1) {
    await see(phone, `已读 ${read}/${pages} 页，读完再签`)
    await press(phone, '继续阅读')
  }
  await button(phone, '去签署').waitFor()
}

/** Writes on the pad with the mouse: three strokes of a hand. */
export async function writeName(phone: Page): Promise<void> {
  const pad = phone.getByRole('img', { name: '签名框，请手写姓名' }).filter({ visible: true })
  await pad.waitFor()
  const box = await pad.boundingBox()
  if (!box) throw new Error('the signature pad cannot be seen')
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y]
  const strokes = [
    [
      [0.18, 0.3],
      [0.3, 0.27],
      [0.4, 0.25],
      [0.34, 0.45],
      [0.22, 0.72],
      [0.17, 0.78],
    ],
    [
      [0.24, 0.46],
      [0.34, 0.55],
      [0.44, 0.74],
      [0.47, 0.79],
    ],
    [
      [0.55, 0.28],
      [0.68, 0.25],
      [0.8, 0.27],
      [0.7, 0.5],
      [0.58, 0.7],
      [0.7, 0.66],
      [0.86, 0.7],
    ],
  ] as const
  for (const [first, ...rest] of strokes) {
    await phone.mouse.move(...at(first[0], first[1]))
    await phone.mouse.down()
    for (const [x, y] of rest) await phone.mouse.move(...at(x, y), { steps: 4 })
    await phone.mouse.up()
  }
}

/** Signs by hand and with the code from the phone's inbox; not sent yet. */
export async function fillSignature(phone: Page, inbox: SandboxPhone): Promise<void> {
  await writeName(phone)
  const code = await inbox.codeAfter(() => press(phone, '获取验证码'))
  await fill(phone, '短信验证码', code)
}
