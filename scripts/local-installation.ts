import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCredentials, serverEnvironment } from '@linggong/sandbox'

/** Where one product on this machine lives. */
export interface Installation {
  host: string
  ports: { server: number; sandbox: number; localdb: number }
  /** Database, files, the sandbox's books and the keys of this installation. */
  dataDir: string
  /** Instead of the embedded database. */
  mongodbUri?: string
  publicUrl?: string
  /** First administrator of the platform, made when there is none. */
  admin: { name: string; phone: string; password: string }
}

interface LocalSecrets {
  credentials: ReturnType<typeof createCredentials>
  server: Record<string, string>
}

/** Keys of this installation: made once, readable by the owner alone. */
function localSecrets(dataDir: string): LocalSecrets {
  const file = join(dataDir, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets
  const key = () => randomBytes(32).toString('base64')
  const secrets: LocalSecrets = {
    credentials: createCredentials(),
    server: {
      DATA_KEYS: JSON.stringify({ current: 'k1', keys: { k1: key() } }),
      BLIND_INDEX_KEY: key(),
      SIGNING_KEY: key(),
    },
  }
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

/** Addresses and keys of an installation, and what its server runs with. */
export function localInstallation(installation: Installation): {
  credentials: LocalSecrets['credentials']
  serverUrl: string
  sandboxUrl: string
  environment: Record<string, string>
} {
  const { host, ports, dataDir, admin } = installation
  const { credentials, server } = localSecrets(dataDir)
  const serverUrl = `http://127.0.0.1:${ports.server}`
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`
  const environment: Record<string, string> = {
    LOG_LEVEL: 'info',
    ...server,
    ...serverEnvironment(credentials, sandboxUrl),
    NODE_ENV: 'development',
    MONGODB_URI: installation.mongodbUri ?? `mongodb://127.0.0.1:${ports.localdb}/linggong?replicaSet=rs0`,
    HOST: host,
    PORT: String(ports.server),
    PUBLIC_URL: installation.publicUrl ?? serverUrl,
    FILES_DIR: join(dataDir, 'files'),
    ADMIN_NAME: admin.name,
    ADMIN_PHONE: admin.phone,
    ADMIN_PASSWORD: admin.password,
  }
  return { credentials, serverUrl, sandboxUrl, environment }
}

/** The installation of `npm start`: in `.data`, with ports and addresses from the environment. */
export function startedInstallation(root: string): Installation {
  const { env } = process
  return {
    host: env['HOST'] ?? '127.0.0.1',
    ports: {
      server: Number(env['PORT'] ?? 3000),
      sandbox: Number(env['SANDBOX_PORT'] ?? 3001),
      localdb: Number(env['LOCALDB_PORT'] ?? 3002),
    },
    dataDir: join(root, '.data'),
    ...(env['MONGODB_URI'] ? { mongodbUri: env['MONGODB_URI'] } : {}),
    ...(env['PUBLIC_URL'] ? { publicUrl: env['PUBLIC_URL'] } : {}),
    admin: {
      name: env['ADMIN_NAME'] ?? '平台管理员',
      phone: env['ADMIN_PHONE'] ?? '13800000001',
      password: env['ADMIN_PASSWORD'] ?? 'Linggong#2026',
    },
  }
}
