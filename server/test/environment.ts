import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const key = () => randomBytes(32).toString('base64')

/** The environment of a test server beside the given sandbox variables: random keys, its own files folder. */
export function testEnvironment(mongodbUri: string, sandbox: Record<string, string>): Record<string, string> {
  return {
    NODE_ENV: 'test',
    MONGODB_URI: mongodbUri,
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    LOG_LEVEL: 'warn',
    DATA_KEYS: JSON.stringify({ current: 'k1', keys: { k1: key() } }),
    BLIND_INDEX_KEY: key(),
    SIGNING_KEY: key(),
    FILES_DIR: mkdtempSync(path.join(tmpdir(), 'linggong-files-')),
    ...sandbox,
  }
}
