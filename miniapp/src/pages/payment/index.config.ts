export default definePageConfig({ navigationBarTitleText: '收入详情' })
