/**
 * Result codes of faceid CheckBankCardInformation other than '0'. `busy` codes are worth another try; the others
 * say that the number is not a card that can be used.
 */
export const cardInformationFailures: Readonly<Record<string, { busy: boolean; message: string }>> = {
  '-1': { busy: false, message: '没有查到这张卡的信息，请核对卡号' },
  '-2': { busy: true, message: '银行卡查询系统正忙，请过几分钟再试' },
  '-3': { busy: false, message: '银行查不到这个卡号，请对照卡面逐位核对' },
  '-4': { busy: true, message: '今天查询的次数已经用完，请明天再试' },
  '-5': { busy: false, message: '银行卡号有误，请对照卡面逐位核对' },
  '-6': { busy: false, message: '暂不支持这种卡，请换一张本人的储蓄卡' },
}
