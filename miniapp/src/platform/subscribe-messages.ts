import Taro from '@tarojs/taro'

/**
 * Asks WeChat for leave to send the next task, contract and payment message. Must be called in a tap.
 * A refusal changes nothing: SMS goes out instead.
 */
export async function askForMessages(): Promise<void> {
  if (process.env.TARO_ENV !== 'weapp') return
  const tmplIds = process.env.TARO_APP_SUBSCRIBE_TEMPLATES.split(',').filter(Boolean).slice(0, 3)
  if (tmplIds.length === 0) return
  await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] }).catch(() => undefined)
}
