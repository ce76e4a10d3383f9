import { defineMachine } from './machine.ts'

/** Worker registration, in its three visible steps (实名认证, 结算卡, 证件照). */
export const registrationMachine = defineMachine({
  name: 'registration',
  initial: 'started',
  labels: {
    started: '待实名',
    identified: '待确认',
    agreed: '待设置结算卡',
    card: '待拍证件照',
    photos: '待核对证件',
    done: '已完成',
  },
  transitions: {
    identify: { verb: '实名认证', from: ['started'], to: 'identified' },
    agree: { verb: '同意协议', from: ['identified'], to: 'agreed' },
    'choose-card': { verb: '设置结算卡', from: ['agreed'], to: 'card' },
    'take-photos': { verb: '上传证件照', from: ['card'], to: 'photos' },
    finish: { verb: '完成注册', from: ['photos'], to: 'done' },
  },
})
