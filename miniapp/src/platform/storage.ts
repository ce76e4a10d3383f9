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

export const storage = {
  get<K extends keyof Stored>(key: K): Stored[K] | null {
    const value: unknown = Taro.getStorageSync(key)
    return value === '' || value === undefined || value === null ? null : (value as Stored[K])
  },
  set<K extends keyof Stored>(key: K, value: Stored[K]): void {
    Taro.setStorageSync(key, value)
  },
  remove(key: keyof Stored): void {
    Taro.removeStorageSync(key)
  },
}
