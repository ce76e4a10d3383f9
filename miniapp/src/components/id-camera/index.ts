import { BrowserCamera } from './browser-camera'
import { MiniProgramCamera } from './mini-program-camera'

/** Takes one side of an ID card with the camera, never from the album, in the way of the platform. */
export const IdCamera = process.env.TARO_ENV === 'weapp' ? MiniProgramCamera : BrowserCamera
