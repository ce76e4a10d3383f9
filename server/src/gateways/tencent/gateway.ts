import { faceid } from 'tencentcloud-sdk-nodejs/tencentcloud/services/faceid/index.js'
import { ocr } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ocr/index.js'
import { sms } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/index.js'
import { cardInformation } from './card-information.ts'
import { clientOptions } from './client-options.ts'
import { faceCheckResult, startFaceCheck } from './face-check.ts'
import { verifyFourFactor } from './four-factor.ts'
import { recogniseIdCard } from './id-card.ts'
import type { TencentConfig, TencentGateway } from './port.ts'
import { sendSms } from './send-sms.ts'

/** The gateway over the official SDK; one client per service, no state between calls. */
export function createTencentGateway(config: TencentConfig): TencentGateway {
  const options = clientOptions(config)
  const faceidClient = new faceid.v20180301.Client(options)
  const ocrClient = new ocr.v20181119.Client(options)
  const smsClient = new sms.v20210111.Client(options)
  return {
    verifyFourFactor: (input) => verifyFourFactor(faceidClient, input),
    cardInformation: (cardNumber) => cardInformation(faceidClient, cardNumber),
    startFaceCheck: (input) => startFaceCheck(faceidClient, config.faceRuleId, input),
    faceCheckResult: (bizToken) => faceCheckResult(faceidClient, config.faceRuleId, bizToken),
    recogniseIdCard: (input) => recogniseIdCard(ocrClient, input),
    sendSms: (input) => sendSms(smsClient, config, input),
  }
}
