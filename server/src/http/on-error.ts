import type { ErrorBody } from '@linggong/shared/api/client'
import type { Middleware } from 'koa'
import mongoose from 'mongoose'
import { AppError } from '../errors.ts'
import { GatewayError, type GatewayService } from '../gateways/gateway-error.ts'
import type { Services } from '../services.ts'
import { stateOf } from './state.ts'

const serviceNames: Record<GatewayService, string> = { wechat: '微信', tencent: '核验服务', bank: '银行' }

/** The refusal that an error stands for, or null when it is a fault of ours that the caller must not see. */
function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (error instanceof mongoose.Error.VersionError) return new AppError('VERSION_CONFLICT')
  if (error instanceof GatewayError)
    return new AppError('SERVICE_BUSY', { service: serviceNames[error.service] })
  return null
}

/** Turns everything that is thrown into the error body of the contract. Unknown errors are logged and hidden. */
export function onError(services: Services): Middleware {
  return async (ctx, next) => {
    const { requestId } = stateOf(ctx)
    try {
      await next()
    } catch (error) {
      const known = toAppError(error)
      if (!known)
        services.logger.error({ err: error, requestId, route: stateOf(ctx).pattern }, 'request failed')
      else if (!(error instanceof AppError))
        services.logger.warn({ err: error, requestId }, 'request refused')
      const refusal = known ?? new AppError('INTERNAL')
      const { code, message, param, details } = refusal
      ctx.status = refusal.status
      if (code === 'RATE_LIMITED' && details) ctx.set('Retry-After', String(details['seconds']))
      ctx.body = {
        error: { code, message, ...(param ? { param } : {}), ...(details ? { details } : {}), requestId },
      } satisfies ErrorBody
    }
  }
}
