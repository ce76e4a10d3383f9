import Taro from '@tarojs/taro'

/** Everything the app keeps on the phone. Personal data is not among it. */
interface Stored {
  /** Session token. */
  token: string
  /** Scene of the scanned QR code, until its page was reached. */
  scene: string
  /** Page to open after signing in. */
  returnTo: string
  /** WeChat identity waiting for its phone step (10 minutes). */
  wechatToken: string
  /** OAuth ticket that was exchanged already. */
  usedTicket: string
  /** Face check that has to pass before the login goes on. */
  faceCheck: { id: string; url: string }
  /** Large type chosen. */
  largeType: boolean
}

/** What could not be kept because the browser allows no storage here (a private window): it lives as long as the page. */
const unkept = new Map<keyof Stored, unknown>()

export const storage = {
  get<K extends keyof Stored>(key: K): Stored[K] | null {
    if (unkept.has(key)) return unkept.get(key) as Stored[K]
    let value: unknown
    try {
      value = Taro.getStorageSync(key)
    } catch {
      return null
    }
    return value === '' || value === undefined || value === null ? null : (value as Stored[K])
  },
  set<K extends keyof Stored>(key: K, value: Stored[K]): void {
    try {
      Taro.setStorageSync(key, value)
      unkept.delete(key)
    } catch {
      unkept.set(key, value)
    }
  },
  remove(key: keyof Stored): void {
    unkept.delete(key)
    try {
      Taro.removeStorageSync(key)
    } catch {
      // Nothing is kept where nothing can be.
    }
  },
}
