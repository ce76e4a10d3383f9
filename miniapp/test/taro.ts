import * as api from '@tarojs/plugin-platform-h5/dist/runtime/apis'
import Taro from '@tarojs/plugin-platform-h5/dist/runtime/apis'

// A build turns Taro.name into an import of that name; here the default export has them all.
export * from '@tarojs/plugin-platform-h5/dist/runtime/apis'
export default Object.assign({}, Taro, api) as typeof Taro
