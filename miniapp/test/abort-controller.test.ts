import { expect, test } from 'vitest'
import { SimpleAbortController } from '@/platform/abort-controller'

test('aborting tells each listener once, and not those that left', () => {
  const controller = new SimpleAbortController()
  const heard: string[] = []
  const left = () => heard.push('left')
  controller.signal.addEventListener('abort', () => heard.push('stayed'))
  controller.signal.addEventListener('abort', left)
  controller.signal.removeEventListener('abort', left)
  controller.abort()
  controller.abort()
  expect(heard).toEqual(['stayed'])
  expect(controller.signal.aborted).toBe(true)
})
