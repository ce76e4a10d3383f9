import type Router from '@koa/router'
import type { Bank } from '../bank/index.ts'
import { menu } from '../wechat/index.ts'
import type { World } from '../world/context.ts'
import { outcomeOf } from '../world/outcomes.ts'
import type { Person } from '../world/people.ts'
import { answering } from './answer.ts'
import { counterAccounts, withoutDigest } from './bank.ts'
import { presentClock } from './clock.ts'

/** How many orders and notices the page shows. */
const shown = 200
/** How many messages of a phone it shows. */
const shownMessages = 100

/** Everything the page shows, in one answer, so that it can simply ask every second. */
export function registerOverview(router: Router, world: World, bank: Bank): void {
  router.get(
    '/sandbox/api/overview',
    answering((ctx) => {
      const opened = String(ctx.query['people'] ?? '')
        .split(',')
        .filter((key) => world.people.get(key) !== undefined)
      return {
        serverUrl: world.serverUrl,
        consoleUrl: world.consoleUrl,
        clock: presentClock(world),
        people: world.people
          .list()
          .map((person) => ({ ...person, ...newest(world, person.key), note: noteOf(person) })),
        strangers: world.inbox.strangers().slice(-shownMessages),
        menu: menu(world),
        inboxes: Object.fromEntries(opened.map((key) => [key, world.inbox.list(key).slice(-shownMessages)])),
        bank: {
          accounts: counterAccounts(bank),
          orders: bank.desk.orders().slice(0, shown).map(withoutDigest),
          callbacks: {
            paused: bank.notices.paused(),
            waiting: bank.desk.callbacks().filter((notice) => notice.state === 'waiting').length,
          },
        },
      }
    }),
  )
}

/** For the marks "something new" in the list of people. */
function newest(world: World, key: string): { newestSms: string; newestWechat: string } {
  const items = world.inbox.list(key)
  const last = (channel: 'sms' | 'wechat'): string =>
    items.findLast(
      (item) => item.channel === channel && !(item.channel === 'wechat' && item.message.from === 'me'),
    )?.at ?? ''
  return { newestSms: last('sms'), newestWechat: last('wechat') }
}

function noteOf(person: Person): string {
  const first = person.cards[0]
  return first === undefined || first.outcome === '000' ? '' : outcomeOf(first.number).label
}
