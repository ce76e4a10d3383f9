import Taro from '@tarojs/taro'
import { absoluteUrl } from './environment'

/** Opens the face check; it comes back to the entry page, which goes on with the login. */
export function openFacePage(url: string): void {
  const address = absoluteUrl(url)
  if (process.env.TARO_ENV === 'h5') window.location.assign(address)
  else void Taro.navigateTo({ url: `/pages/face/index?url=${encodeURIComponent(address)}` })
}
