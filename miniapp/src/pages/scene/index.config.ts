export default definePageConfig({ navigationBarTitleText: '扫码任务' })
