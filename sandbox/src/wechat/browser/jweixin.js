/*
 * Stand-in for WeChat's JS-SDK script: the same global objects and calls, played in an ordinary browser. The
 * signature of wx.config is checked by the sandbox that served this script.
 */
;(() => {
  const sandbox = new URL(document.currentScript.src).origin
  const localImages = new Map()
  const readyCallbacks = []
  let errorCallback = () => undefined
  let configured = false

  /** A plain-text body keeps the request simple, without a preflight. */
  const ask = async (path, body) =>
    (await fetch(sandbox + path, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })).json()

  const finish = (options, result) => {
    const callback = result.errMsg.endsWith(':ok') ? options.success : options.fail
    callback?.(result)
    options.complete?.(result)
  }
  const succeed = (options, name, values) => finish(options, { ...values, errMsg: `${name}:ok` })
  const fail = (options, name, reason) => finish(options, { errMsg: `${name}:fail ${reason}` })
  const cancel = (options, name) => {
    const result = { errMsg: `${name}:cancel` }
    options.cancel?.(result)
    options.complete?.(result)
  }

  const pickFiles = ({ multiple, camera }) =>
    new Promise((resolve) => {
      const input = document.createElement('input')
      input.type = 'file'
      input.accept = 'image/*'
      input.multiple = multiple
      if (camera) input.setAttribute('capture', 'environment')
      input.style.display = 'none'
      const settle = () => {
        resolve([...input.files])
        input.remove()
      }
      input.addEventListener('change', settle)
      input.addEventListener('cancel', settle)
      document.body.append(input)
      input.click()
    })

  const dataUrl = (file) =>
    new Promise((resolve) => {
      const reader = new FileReader()
      reader.addEventListener('load', () => resolve(reader.result))
      reader.readAsDataURL(file)
    })

  /** Asks for a link or a picture with a code in it; undefined when the person closes the sheet. */
  const askForCode = () =>
    new Promise((resolve) => {
      const sheet = document.createElement('dialog')
      sheet.setAttribute('aria-label', '扫一扫')
      sheet.style.cssText =
        'width:min(90vw,380px);border:0;border-radius:12px;padding:20px;font:16px/1.6 sans-serif'
      sheet.innerHTML = `<form method="dialog" style="display:grid;gap:12px"><strong>扫一扫（沙箱）</strong>
<label>粘贴码里的链接<input name="text" style="box-sizing:border-box;width:100%;min-height:44px"></label>
<button value="text" style="min-height:48px">确定</button><button value="picture" type="button" style="min-height:48px">从相册选一张码</button>
<button value="cancel" style="min-height:48px">取消</button></form>`
      const close = (text) => {
        sheet.remove()
        resolve(text)
      }
      sheet.querySelector('[value=picture]').addEventListener('click', async () => {
        const [file] = await pickFiles({ multiple: false, camera: false })
        if (file) close((await ask('/sandbox/wechat/read-qr', file)).text ?? '')
      })
      sheet.addEventListener('close', () => {
        if (sheet.returnValue === 'text') close(sheet.querySelector('[name=text]').value.trim())
        else close(undefined)
      })
      document.body.append(sheet)
      sheet.showModal()
    })

  const wx = {
    async config(options) {
      const url = location.href.split('#')[0]
      const { appId, timestamp, nonceStr, signature } = options
      const answer = await ask(
        '/sandbox/wechat/js-config',
        JSON.stringify({ appId, timestamp, nonceStr, signature, url }),
      )
      if (answer.errMsg !== 'config:ok') return errorCallback(answer)
      configured = true
      readyCallbacks.splice(0).forEach((callback) => callback())
    },
    ready(callback) {
      if (configured) callback()
      else readyCallbacks.push(callback)
    },
    error(callback) {
      errorCallback = callback
    },
    checkJsApi(options) {
      const checkResult = Object.fromEntries(options.jsApiList.map((name) => [name, name in wx]))
      succeed(options, 'checkJsApi', { checkResult })
    },
    async scanQRCode(options = {}) {
      if (!configured) return fail(options, 'scanQRCode', 'the permission value is offline verifying')
      const text = await askForCode()
      if (text === undefined) return cancel(options, 'scanQRCode')
      if (text === '') return fail(options, 'scanQRCode', 'no code found')
      if (options.needResult === 1) return succeed(options, 'scanQRCode', { resultStr: text })
      location.href = text
    },
    async chooseImage(options = {}) {
      if (!configured) return fail(options, 'chooseImage', 'the permission value is offline verifying')
      const camera = options.sourceType?.length === 1 && options.sourceType[0] === 'camera'
      const files = await pickFiles({ multiple: (options.count ?? 9) > 1, camera })
      if (files.length === 0) return cancel(options, 'chooseImage')
      const localIds = files.slice(0, options.count ?? 9).map((file) => {
        const localId = `wxLocalResource://${localImages.size + 1}${Date.now()}`
        localImages.set(localId, file)
        return localId
      })
      succeed(options, 'chooseImage', { localIds, sourceType: camera ? 'camera' : 'album' })
    },
    async getLocalImgData(options) {
      const file = localImages.get(options.localId)
      if (!file) return fail(options, 'getLocalImgData', 'localId not found')
      succeed(options, 'getLocalImgData', { localData: await dataUrl(file) })
    },
    closeWindow(options = {}) {
      succeed(options, 'closeWindow', {})
      if (window.parent === window) history.back()
      else window.parent.postMessage({ sandbox: 'close-window' }, '*')
    },
  }

  window.wx = wx
  window.jWeixin = wx
  window.WeixinJSBridge = {
    /** Calls by name as the WeChat browser has them; what the stand-in cannot play is refused. */
    invoke(name, options, callback) {
      if (!(name in wx)) return callback?.({ err_msg: `${name}:fail not supported by the sandbox` })
      wx[name]({ ...options, complete: (result) => callback?.({ ...result, err_msg: result.errMsg }) })
    },
    on: () => undefined,
    call: (name) => wx[name]?.(),
  }
  document.dispatchEvent(new Event('WeixinJSBridgeReady'))
})()
