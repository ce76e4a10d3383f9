export default definePageConfig({ navigationBarTitleText: '完成任务' })
