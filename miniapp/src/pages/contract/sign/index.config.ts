export default definePageConfig({
  navigationBarTitleText: '手写签名',
  pageOrientation: 'auto',
  disableScroll: false,
})
