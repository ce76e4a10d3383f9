import { getJsSdkConfig } from '@linggong/shared'
import { call } from '@/api/client'

interface JsSdk {
  config(options: {
    appId: string
    timestamp: string
    nonceStr: string
    signature: string
    jsApiList: string[]
    debug: boolean
  }): void
  ready(callback: () => void): void
  error(callback: (error: unknown) => void): void
  chooseImage(options: {
    count: number
    sizeType: string[]
    sourceType: string[]
    success: (result: { localIds: string[] }) => void
    fail: (error: unknown) => void
    cancel: () => void
  }): void
  getLocalImgData(options: {
    localId: string
    success: (result: { localData: string }) => void
    fail: (error: unknown) => void
  }): void
}

let loading: Promise<JsSdk> | null = null

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = url
    script.addEventListener('load', () => resolve())
    script.addEventListener('error', () => reject(new Error('js-sdk not loaded')))
    document.head.append(script)
  })
}

async function start(scriptUrl: string): Promise<JsSdk> {
  await loadScript(scriptUrl)
  const sdk = (window as unknown as { wx?: JsSdk }).wx
  if (!sdk) throw new Error('js-sdk not loaded')
  const config = await call(getJsSdkConfig, {
    query: { url: window.location.href.split('#')[0] ?? window.location.href },
  })
  return new Promise((resolve, reject) => {
    sdk.ready(() => resolve(sdk))
    sdk.error((error) => reject(new Error(`js-sdk refused: ${JSON.stringify(error)}`)))
    sdk.config({ ...config, debug: false })
  })
}

/** WeChat's JS-SDK, loaded and configured once. Rejects outside WeChat or when the signature is refused. */
function jsSdk(scriptUrl: string): Promise<JsSdk> {
  loading ??= start(scriptUrl).catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}

function dataUrlToBlob(dataUrl: string): Blob {
  const [head, base64 = ''] = dataUrl.includes(',') ? dataUrl.split(',') : ['data:image/jpeg', dataUrl]
  const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: /data:([^;]+)/.exec(head ?? '')?.[1] ?? 'image/jpeg' })
}

/** Opens WeChat's camera, never its album. Resolves null when the worker closed it without a picture. */
export async function takePhotoByJsSdk(scriptUrl: string): Promise<Blob | null> {
  const sdk = await jsSdk(scriptUrl)
  const localId = await new Promise<string | null>((resolve, reject) => {
    sdk.chooseImage({
      count: 1,
      sizeType: ['original'],
      sourceType: ['camera'],
      success: (result) => resolve(result.localIds[0] ?? null),
      fail: (error) => reject(new Error(`camera not opened: ${JSON.stringify(error)}`)),
      cancel: () => resolve(null),
    })
  })
  if (!localId) return null
  return new Promise((resolve, reject) => {
    sdk.getLocalImgData({
      localId,
      success: (result) => resolve(dataUrlToBlob(result.localData)),
      fail: () => reject(new Error('picture not readable')),
    })
  })
}
