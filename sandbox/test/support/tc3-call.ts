import { createHash, createHmac } from 'node:crypto'
import { request } from 'node:http'
import type { Sandbox } from '../../src/index.ts'

interface Changes {
  secretId?: string
  secretKey?: string
  /** Seconds since 1970. */
  timestamp?: number
  host?: string
  /** Sent instead of the signed body. */
  sentBody?: string
  /** Service named in the credential. */
  service?: string
  version?: string
  signedHeaders?: string
  authorization?: string
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const versions: Record<string, string> = { faceid: '2018-03-01', ocr: '2018-11-19', sms: '2021-01-11' }

/** Calls Tencent Cloud's API of the sandbox by hand; `changes` make the request wrong in one way. */
export async function callTc3(
  sandbox: Sandbox,
  service: string,
  action: string,
  content: unknown,
  changes: Changes = {},
): Promise<Record<string, unknown>> {
  const { secretId, secretKey } = { ...sandbox.world.credentials.tencent, ...changes }
  const timestamp = changes.timestamp ?? Math.floor(Date.now() / 1_000)
  const date = new Date(timestamp * 1_000).toISOString().slice(0, 10)
  const body = JSON.stringify(content)
  const host = `${service}.tencentcloudapi.com`
  const signedHeaders = changes.signedHeaders ?? 'content-type;host'
  const canonicalHeaders = `content-type:application/json\n${signedHeaders.includes('host') ? `host:${host}\n` : ''}`
  const canonical = ['POST', '/', '', canonicalHeaders, signedHeaders, sha256(body)].join('\n')
  const scope = `${date}/${changes.service ?? service}/tc3_request`
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), changes.service ?? service), 'tc3_request')
  const signature = hmac(key, toSign).toString('hex')
  const headers = {
    host: changes.host ?? host,
    'content-type': 'application/json',
    'x-tc-action': action,
    'x-tc-version': changes.version ?? versions[service] ?? '',
    'x-tc-timestamp': String(timestamp),
    authorization:
      changes.authorization ??
      `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  }
  const answer = await post(sandbox.url, headers, changes.sentBody ?? body)
  return answer['Response'] as Record<string, unknown>
}

function post(url: string, headers: Record<string, string>, body: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>),
      )
    })
    call.on('error', reject)
    call.end(body)
  })
}
