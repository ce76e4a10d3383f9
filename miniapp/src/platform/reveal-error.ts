import Taro from '@tarojs/taro'
import { isH5 } from './environment'

/** Where a page says what is wrong. */
type ErrorPlace = '.field__box--wrong' | '.notice--bad'

/** Room above a revealed field for its label and the page's header, px. */
const roomAbove = 140
/** Height of the action bar, which lies over the page's end, px. */
const roomBelow = 140

/** The elements of the page that is shown; those of pages below it have no boxes. */
function firstShown(selector: ErrorPlace): Element | undefined {
  return Array.from(document.querySelectorAll(selector)).find(
    (element) => element.getClientRects().length > 0,
  )
}

/** Brings the first error of this page into view once it is drawn. */
export function revealError(selector: ErrorPlace): void {
  Taro.nextTick(() => {
    if (!isH5) {
      Taro.pageScrollTo({ selector, offsetTop: -roomAbove, duration: 200 }).catch(() => undefined)
      return
    }
    const element = firstShown(selector)
    if (!element) return
    const { top, bottom } = element.getBoundingClientRect()
    if (top < roomAbove || bottom > window.innerHeight - roomBelow) {
      element.scrollIntoView({ block: 'center', behavior: 'smooth' })
    }
  })
}
