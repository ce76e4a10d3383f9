export default definePageConfig({ navigationBarTitleText: '灵工台' })
