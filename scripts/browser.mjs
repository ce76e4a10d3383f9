import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fail, runQuietly } from './workspace.mjs'

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** The browser on this machine, or undefined. CHROMIUM names another. */
export function findBrowser() {
  return candidates.find((path) => path && existsSync(path))
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const { stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return Boolean(stdout?.trim())
}

/** What the browser tests need: Chromium and a Chinese font; installed by apt when root on Debian. */
export async function requireBrowser() {
  const missing = [
    ...(findBrowser() ? [] : ['chromium']),
    ...(hasChineseFont() ? [] : ['fonts-noto-cjk', 'fontconfig']),
  ]
  if (missing.length === 0) return
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall)
    fail(
      `浏览器测试需要 Chromium 和中文字体，请先安装：${missing.join('、')}（或用环境变量 CHROMIUM 指明浏览器）`,
    )
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runQuietly('更新软件源', 'apt-get', ['update'], { env })
  await runQuietly(
    `安装 ${missing.join('、')}`,
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...missing],
    { env },
  )
}
