import { readFile } from 'node:fs/promises'

interface Callbacks {
  success?: (result: unknown) => void
  fail?: (error: { errMsg: string }) => void
  complete?: (result: unknown) => void
}

export interface RequestOptions extends Callbacks {
  url: string
  method?: string
  header?: Record<string, string>
  data?: unknown
}

export interface UploadOptions extends Callbacks {
  url: string
  filePath: string
  name: string
  header?: Record<string, string>
  formData?: Record<string, string>
}

export interface Network {
  request(options: RequestOptions): { abort(): void }
  uploadFile(options: UploadOptions): { abort(): void }
  /** Number of calls on their way. */
  pending(): number
  /** Lets the next call's answer get lost after the server has seen it. */
  loseNextAnswer(): void
}

/**
 * wx.request and wx.uploadFile over fetch. The address compiled into the bundle is replaced by the server's,
 * `toGuest` makes an answer an object of the mini-program's own world, and temporary files are read from `files`.
 */
export function createNetwork(
  server: string,
  toGuest: (value: unknown) => unknown,
  files: ReadonlyMap<string, Buffer>,
): Network {
  let open = 0
  let losing = false

  function run(callbacks: Callbacks, send: () => Promise<unknown>, name: string): { abort(): void } {
    open += 1
    const lost = losing
    losing = false
    const end = (report: () => void) => {
      open -= 1
      report()
    }
    send().then(
      (result) =>
        end(() => {
          if (lost) callbacks.fail?.({ errMsg: `${name}:fail timeout` })
          else callbacks.success?.(toGuest(result))
          callbacks.complete?.(toGuest(result))
        }),
      () => end(() => callbacks.fail?.({ errMsg: `${name}:fail` })),
    )
    return { abort: () => undefined }
  }

  const addressOf = (url: string) => new URL(new URL(url).pathname + new URL(url).search, server)

  return {
    pending: () => open,
    loseNextAnswer: () => {
      losing = true
    },
    request: (options) =>
      run(
        options,
        async () => {
          const method = options.method ?? 'GET'
          const answer = await fetch(addressOf(options.url), {
            method,
            headers: options.header ?? {},
            ...(method === 'GET' ? {} : { body: JSON.stringify(options.data ?? {}) }),
          })
          const text = await answer.text()
          return { statusCode: answer.status, data: parsed(text), header: {}, errMsg: 'request:ok' }
        },
        'request',
      ),
    uploadFile: (options) =>
      run(
        options,
        async () => {
          const form = new FormData()
          for (const [name, value] of Object.entries(options.formData ?? {})) form.append(name, value)
          const content = files.get(options.filePath) ?? (await readFile(options.filePath))
          form.append(options.name, new Blob([new Uint8Array(content)], { type: 'image/jpeg' }), 'photo.jpg')
          const answer = await fetch(addressOf(options.url), {
            method: 'POST',
            headers: options.header ?? {},
            body: form,
          })
          return { statusCode: answer.status, data: await answer.text(), errMsg: 'uploadFile:ok' }
        },
        'uploadFile',
      ),
  }
}

/** wx.request parses JSON and hands over any other text as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
