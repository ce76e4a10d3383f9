declare module '@tarojs/plugin-platform-h5/dist/runtime/apis' {
  import Taro from '@tarojs/taro'
  export default Taro
}
