import type { IdCardSide } from './port.ts'

/** Warning codes of ocr IDCardOCR (2018-11-19, AdvancedInfo.WarnInfos) and what a worker is told. */
export const idCardWarnings: Readonly<Record<string, string>> = {
  '-9101': '身份证的边没有拍全，请把四个角都放进框里',
  '-9102': '拍到的是复印件，请拍身份证原件',
  '-9103': '拍到的是屏幕上的照片，请拍身份证原件',
  '-9104': '暂不支持临时身份证，请用正式的居民身份证',
  '-9105': '身份证有一部分被挡住了，请移开手指或遮挡物再拍',
  '-9106': '照片像是修改过的，请直接拍身份证原件',
  '-9107': '照片有反光，请换个角度避开灯光再拍',
  '-9108': '拍到的是复印件，请拍身份证原件',
  '-9109': '身份证的有效期读不出或不合规，请拍清楚有效期，过期的请换新证',
  '-9110': '暂不支持电子身份证，请拍身份证原件',
  '-9111': '照片带有水印，请直接拍身份证原件',
}

export const otherIdCardWarning = '这张照片不能使用，请直接拍身份证原件'

/** Lowest accepted quality score of a photo (the service recommends 50). */
export const minimumQuality = 50

/** Highest accepted score of "border incomplete" (the service recommends 50). */
export const maximumBorderCode = 50

export const lowQuality = { code: 'LOW_QUALITY', message: '照片不够清楚，请拿稳手机、对好焦再拍' }

const sideNames: Readonly<Record<IdCardSide, string>> = {
  front: '有照片的一面',
  back: '有国徽的一面',
}

/** Errors of IDCardOCR that only another photo can cure; the words depend on the wanted side. */
export const unreadableIdCard: Readonly<Record<string, (side: IdCardSide) => string>> = {
  'FailedOperation.ImageNoIdCard': (side) => `没有看到身份证，请把${sideNames[side]}放进框里再拍`,
  'FailedOperation.IdCardInfoIllegal': (side) => `没有看清身份证上的信息，请把${sideNames[side]}拍清楚`,
  'FailedOperation.ImageBlur': () => '照片太模糊，请拿稳手机、对好焦再拍',
  'FailedOperation.ImageDecodeFailed': () => '照片打不开，请重新拍一张',
  'FailedOperation.ImageSizeTooLarge': () => '照片太大，请重新拍一张',
  'FailedOperation.OcrFailed': (side) => `没有读出身份证上的字，请把${sideNames[side]}拍清楚`,
  'FailedOperation.MultiCardError': () => '照片里不止一张证件，请只拍一张身份证',
  'LimitExceeded.TooLargeFileError': () => '照片太大，请重新拍一张',
}
