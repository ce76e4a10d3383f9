import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { ApiError } from './api-error.ts'

export interface SignedRequest {
  method: string
  /** Header names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

interface Key {
  secretId: string
  secretKey: string
}

const allowedSkewSeconds = 300
const authorizationForm =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/([a-z]+)\/tc3_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest()

/**
 * Checks a TC3-HMAC-SHA256 signature over method, host, content type and body (signature method v3 of Tencent
 * Cloud API 3.0), within ±300 s of real time.
 * @throws ApiError AuthFailure.* as the service words them
 */
export function verifyTc3(request: SignedRequest, service: string, key: Key, nowMs: number): void {
  const header = (name: string): string => {
    const value = request.headers[name]
    return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim()
  }
  const match = authorizationForm.exec(header('authorization'))
  if (!match)
    throw new ApiError('AuthFailure.InvalidAuthorization', '请求头部的 Authorization 不符合腾讯云标准。')
  const [, secretId = '', date = '', signedService = '', signedHeaders = '', signature = ''] = match

  const timestamp = Number(header('x-tc-timestamp'))
  if (!Number.isInteger(timestamp) || timestamp <= 0)
    throw new ApiError('MissingParameter', 'The request is missing a required parameter `X-TC-Timestamp`.')
  if (Math.abs(nowMs / 1_000 - timestamp) > allowedSkewSeconds)
    throw new ApiError('AuthFailure.SignatureExpire', '签名过期，请同步本地时间与标准时间。')
  if (secretId !== key.secretId) throw new ApiError('AuthFailure.SecretIdNotFound', '密钥不存在。')

  const names = signedHeaders.split(';')
  const signatureFailure = new ApiError(
    'AuthFailure.SignatureFailure',
    '签名错误。请检查签名方法、密钥和请求内容。',
  )
  if (!names.includes('content-type') || !names.includes('host')) throw signatureFailure
  if (signedService !== service || date !== new Date(timestamp * 1_000).toISOString().slice(0, 10))
    throw signatureFailure

  const canonicalHeaders = names
    .map((name) => `${name}:${name === 'host' ? header('host').replace(/:\d+$/, '') : header(name)}\n`)
    .join('')
  const canonical = [request.method, '/', '', canonicalHeaders, signedHeaders, sha256(request.body)].join(
    '\n',
  )
  const scope = `${date}/${service}/tc3_request`
  const toSign = ['TC3-HMAC-SHA256', String(timestamp), scope, sha256(canonical)].join('\n')
  const signingKey = hmac(hmac(hmac(`TC3${key.secretKey}`, date), service), 'tc3_request')
  if (!timingSafeEqual(hmac(signingKey, toSign), Buffer.from(signature, 'hex'))) throw signatureFailure
}
