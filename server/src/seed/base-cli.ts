/** `npm run seed:base`: what the product needs before its first use, in production too. Safe to run again. */
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { ConfigError, readConfig } from '../config.ts'
import { createGateways } from '../create-gateways.ts'
import { connectDatabase, disconnectDatabase, prepareDatabase } from '../database/connection.ts'
import { createLogger } from '../logger.ts'
import { modules } from '../modules/index.ts'
import { createServices } from '../services.ts'
import { checkAdministrator, hasAdministrator, seedBase, type FirstAdministrator } from './base.ts'

/** From the environment, or asked for at a terminal. */
async function firstAdministrator(): Promise<FirstAdministrator> {
  const { ADMIN_NAME: name, ADMIN_PHONE: phone, ADMIN_PASSWORD: password } = process.env
  if (!stdin.isTTY || (name && phone && password)) {
    return checkAdministrator({
      ...(name ? { name } : {}),
      ...(phone ? { phone } : {}),
      ...(password ? { password } : {}),
    })
  }
  const terminal = createInterface({ input: stdin, output: stdout })
  try {
    return checkAdministrator({
      name: name ?? (await terminal.question('平台管理员姓名：')),
      phone: phone ?? (await terminal.question('平台管理员手机号：')),
      password: password ?? (await terminal.question('一次性密码（首次登录须修改）：')),
    })
  } finally {
    terminal.close()
  }
}

try {
  const config = readConfig(process.env)
  await connectDatabase(config.mongodbUri)
  const services = createServices({
    config,
    logger: createLogger({ logLevel: 'warn' }),
    gateways: createGateways,
  })
  await prepareDatabase()
  for (const module of modules) module.register?.(services)
  if (!(await hasAdministrator())) await seedBase(services, await firstAdministrator())
  stdout.write('基础数据已就绪\n')
} catch (error) {
  const message =
    error instanceof ConfigError || (error instanceof Error && !('code' in error))
      ? error.message
      : String(error)
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
} finally {
  await disconnectDatabase()
}
