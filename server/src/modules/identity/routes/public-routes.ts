import * as api from '@linggong/shared/api/public'
import { AppError } from '../../../errors.ts'
import { route, type Route } from '../../../http/route.ts'
import { agreementOf, agreements, presentAgreement } from '../agreements/agreements.ts'
import { sendSmsCodeTo } from '../sms/send-sms-code.ts'
import { redirectOrigin } from '../wechat/origin.ts'

/** Calls of the JS-SDK that pages of the H5 may make. */
const jsApis = ['chooseImage', 'getLocalImgData', 'scanQRCode', 'previewImage', 'closeWindow'] as const

export const publicRoutes: Route[] = [
  route(api.getConfig, async ({ services: { config }, now }) => ({
    environment: config.sandbox ? ('sandbox' as const) : ('production' as const),
    jsSdkUrl: config.wechat.jsSdkUrl,
    oaAppId: config.wechat.oaAppId,
    serviceHotline: config.serviceHotline,
    agreements: agreements.map(presentAgreement),
    now: now.toISOString(),
  })),

  route(api.getAgreement, async ({ params }) => {
    const agreement = agreementOf(params.code)
    return { ...presentAgreement(agreement), text: agreement.text }
  }),

  route(
    api.sendSmsCode,
    async ({ services, body }) => {
      const { resendAfterSeconds, expiresAt } = await sendSmsCodeTo(services, body)
      return { resendAfterSeconds, expiresAt: expiresAt.toISOString() }
    },
    { limit: 'sms' },
  ),

  route(api.getJsSdkConfig, async ({ services, query, ctx }) => {
    const page = new URL(query.url)
    const own = [redirectOrigin(services.config, ctx), new URL(services.config.publicUrl).origin]
    if (!own.includes(page.origin))
      throw new AppError('BAD_REQUEST', { reason: '只能为本站页面签名' }, 'query.url')
    page.hash = ''
    return services.gateways.wechat.jsConfig({ url: page.href, apis: jsApis })
  }),
]
