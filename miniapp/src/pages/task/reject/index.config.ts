export default definePageConfig({ navigationBarTitleText: '拒绝任务' })
