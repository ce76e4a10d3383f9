import helmet from 'koa-helmet'
import type { Middleware } from 'koa'
import type { Config } from '../config.ts'
import { inlineScriptSources } from './built-pages.ts'

/**
 * Security headers for the console, the H5 and the interface. Scripts come from this server and, in the H5,
 * from WeChat's JS-SDK address; only the sandbox may show the pages in a frame, and only when there is one.
 */
export function securityHeaders(config: Config): Middleware {
  const https = config.publicUrl.startsWith('https:')
  const jsSdk = new URL(config.wechat.jsSdkUrl).origin
  const sandbox = config.sandbox ? [new URL(config.sandbox.url).origin] : []
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", jsSdk, ...inlineScriptSources()],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...sandbox],
        frameSrc: ["'self'", 'blob:', ...sandbox],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'", ...sandbox],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    xFrameOptions: sandbox.length > 0 ? false : { action: 'sameorigin' },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
}
