import type { World } from '../world/context.ts'
import type { Person } from '../world/people.ts'
import { readQr } from '../world/read-qr.ts'
import { pushToServer } from './callback.ts'
import { storedMenu, type MenuAction } from './menu.ts'
import { miniProgramCodeOf, oaQrCodeOf } from './qr-codes.ts'

/** What the phone does after a scan or a press: show the chat, open a mini-program or a page, or say why not. */
export type PhoneResult =
  | { openChat: true }
  | { openMiniProgram: { page: string; scene: string } }
  | { openUrl: string }
  | { error: string }

/** A menu button as the chat shows it, in the menu's order. A group has children and does nothing itself. */
export interface MenuButton {
  name: string
  children?: { name: string }[]
}

/** Place of a button: its index in the bar and, inside a group, its index there. */
export interface MenuPlace {
  index: number
  subIndex?: number | undefined
}

/** Scans a code: its link, or any picture with the code in it. */
export async function scan(
  world: World,
  personKey: string,
  code: { url: string } | { image: Buffer },
): Promise<PhoneResult> {
  const person = requirePerson(world, personKey)
  const text = 'url' in code ? code.url.trim() : await textInPicture(code.image)
  if (text === undefined) return { error: '这张图片里没有找到二维码' }

  const miniProgram = miniProgramCodeOf(world, text)
  if (miniProgram) return { openMiniProgram: miniProgram }

  const qr = oaQrCodeOf(world, text)
  if (qr) {
    if (qr.expiresAt !== null && qr.expiresAt <= world.clock.now().getTime())
      return { error: '这个二维码已过期' }
    note(world, person, '扫描了公众号二维码')
    await (person.wechat.followsOa
      ? pushToServer(world, person, {
          MsgType: 'event',
          Event: 'SCAN',
          EventKey: qr.scene,
          Ticket: qr.ticket,
        })
      : subscribe(world, person, { EventKey: `qrscene_${qr.scene}`, Ticket: qr.ticket }))
    return { openChat: true }
  }
  return /^https?:\/\//.test(text) ? { openUrl: text } : { error: `这个码里只有文字：${text.slice(0, 100)}` }
}

/** Follows the Official Account; nothing happens when the person already does. */
export async function follow(world: World, personKey: string): Promise<void> {
  const person = requirePerson(world, personKey)
  if (!person.wechat.followsOa) await subscribe(world, person, { EventKey: '' })
}

/** Stops following; template messages then cannot reach the person. */
export async function unfollow(world: World, personKey: string): Promise<void> {
  const person = requirePerson(world, personKey)
  if (!person.wechat.followsOa) return
  world.people.save({ ...person, wechat: { ...person.wechat, followsOa: false } })
  await pushToServer(world, person, { MsgType: 'event', Event: 'unsubscribe', EventKey: '' })
}

/** The menu below the chat, as the server last set it. */
export function menu(world: World): MenuButton[] {
  return (storedMenu(world)?.button ?? []).map((button) =>
    'sub_button' in button
      ? { name: button.name, children: button.sub_button.map(({ name }) => ({ name })) }
      : { name: button.name },
  )
}

/** Presses a menu button; followers only, as in WeChat. */
export async function clickMenu(world: World, personKey: string, place: MenuPlace): Promise<PhoneResult> {
  const person = requirePerson(world, personKey)
  const button = findButton(world, place)
  if (!button) return { error: '菜单已经变了，请重新打开' }
  if (!person.wechat.followsOa) return { error: '请先关注公众号' }
  if (button.type === 'miniprogram') {
    const [page = '', query = ''] = button.pagepath.split('?')
    return { openMiniProgram: { page, scene: new URLSearchParams(query).get('scene') ?? '' } }
  }
  if (button.type === 'view') {
    await pushToServer(world, person, { MsgType: 'event', Event: 'VIEW', EventKey: button.url })
    return { openUrl: button.url }
  }
  note(world, person, button.name)
  await pushToServer(world, person, { MsgType: 'event', Event: 'CLICK', EventKey: button.key })
  return { openChat: true }
}

/** Writes to the Official Account. */
export async function say(world: World, personKey: string, text: string): Promise<void> {
  const person = requirePerson(world, personKey)
  note(world, person, text)
  const MsgId = Date.now() * 1_000 + (world.store.nextNumber('wechat-message') % 1_000)
  await pushToServer(world, person, { MsgType: 'text', Content: text, MsgId })
}

async function subscribe(world: World, person: Person, fields: Record<string, string>): Promise<void> {
  const follower = { ...person, wechat: { ...person.wechat, followsOa: true } }
  world.people.save(follower)
  await pushToServer(world, follower, { MsgType: 'event', Event: 'subscribe', ...fields })
}

const note = (world: World, person: Person, title: string): unknown =>
  world.inbox.wechat(person.key, { kind: 'text', title, lines: [], from: 'me' })

function requirePerson(world: World, personKey: string): Person {
  const person = world.people.get(personKey)
  if (!person) throw new Error(`No person ${personKey}`)
  return person
}

function findButton(world: World, { index, subIndex }: MenuPlace): MenuAction | undefined {
  const button = storedMenu(world)?.button[index]
  if (!button) return undefined
  if ('sub_button' in button) return subIndex === undefined ? undefined : button.sub_button[subIndex]
  return subIndex === undefined ? button : undefined
}

async function textInPicture(image: Buffer): Promise<string | undefined> {
  const found = await readQr(image)
  return typeof found === 'object' ? found.text : undefined
}
