/** The reasons most often given, as chips. */
export const rejectReasons = [
  '时间不合适',
  '地点太远',
  '佣金不合适',
  '不会做这项工作',
  '身体不适',
  '已有其他安排',
] as const

/** One sentence of the chosen chips and the free text; at most 200 characters by its parts' limits. */
export function reasonOf(chips: readonly string[], text: string): string {
  return [...chips, text.trim()].filter(Boolean).join('；')
}
