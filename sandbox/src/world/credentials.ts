import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto'

/** The secrets that the product and the outside services share. Made once for an installation, then kept. */
export interface Credentials {
  wechat: {
    oaAppId: string
    oaSecret: string
    oaToken: string
    /** 43 characters of base64, as WeChat's EncodingAESKey. */
    oaAesKey: string
    mpAppId: string
    mpSecret: string
  }
  tencent: { secretId: string; secretKey: string; faceRuleId: string; smsAppId: string; smsSign: string }
  /** RSA keys as PEM (PKCS #8 / SPKI). The client is the product's server. */
  bank: {
    clientId: string
    clientPrivateKey: string
    clientPublicKey: string
    bankPrivateKey: string
    bankPublicKey: string
  }
  /** Lets the sandbox move the server's clock. */
  controlToken: string
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

function rsaKeys(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

/** New random credentials for one installation of the sandbox and the server beside it. */
export function createCredentials(): Credentials {
  const client = rsaKeys()
  const bank = rsaKeys()
  return {
    wechat: {
      oaAppId: `wx${hex(8)}`,
      oaSecret: hex(16),
      oaToken: hex(12),
      oaAesKey: randomBytes(32).toString('base64').slice(0, 43),
      mpAppId: `wx${hex(8)}`,
      mpSecret: hex(16),
    },
    tencent: {
      secretId: `AKID${hex(16)}`,
      secretKey: hex(16),
      faceRuleId: String(randomInt(1, 100)),
      smsAppId: `14${randomInt(10_000_000, 99_999_999)}`,
      smsSign: '灵工台',
    },
    bank: {
      clientId: `LG${hex(6)}`,
      clientPrivateKey: client.privateKey,
      clientPublicKey: client.publicKey,
      bankPrivateKey: bank.privateKey,
      bankPublicKey: bank.publicKey,
    },
    controlToken: hex(24),
  }
}

/** The environment variables with which a server finds this sandbox; production sets real ones instead. */
export function serverEnvironment(credentials: Credentials, sandboxUrl: string): Record<string, string> {
  const { wechat, tencent, bank } = credentials
  return {
    WECHAT_BASE_URL: sandboxUrl,
    WECHAT_OAUTH_BASE_URL: sandboxUrl,
    WECHAT_OA_APP_ID: wechat.oaAppId,
    WECHAT_OA_SECRET: wechat.oaSecret,
    WECHAT_OA_TOKEN: wechat.oaToken,
    WECHAT_OA_AES_KEY: wechat.oaAesKey,
    WECHAT_MP_APP_ID: wechat.mpAppId,
    WECHAT_MP_SECRET: wechat.mpSecret,
    WECHAT_JS_SDK_URL: `${sandboxUrl}/jweixin.js`,
    TENCENT_BASE_URL: sandboxUrl,
    TENCENT_SECRET_ID: tencent.secretId,
    TENCENT_SECRET_KEY: tencent.secretKey,
    TENCENT_FACE_RULE_ID: tencent.faceRuleId,
    TENCENT_SMS_APP_ID: tencent.smsAppId,
    TENCENT_SMS_SIGN: tencent.smsSign,
    BANK_BASE_URL: sandboxUrl,
    BANK_NAME: '沙箱银行',
    BANK_CLIENT_ID: bank.clientId,
    BANK_CLIENT_PRIVATE_KEY: bank.clientPrivateKey,
    BANK_PUBLIC_KEY: bank.bankPublicKey,
    SANDBOX_URL: sandboxUrl,
    SANDBOX_CONTROL_TOKEN: credentials.controlToken,
  }
}
