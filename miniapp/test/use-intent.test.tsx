import { act } from 'react'
import { ApiError } from '@linggong/shared'
import { expect, test, vi } from 'vitest'
import { useIntent } from '@/hooks/use-intent'
import { render } from './render'

function Button({ name, run }: { name: string; run: (input: undefined, key: string) => Promise<string> }) {
  const intent = useIntent(name, run)
  return (
    <button aria-label="做" onClick={() => void intent.submit(undefined)}>
      {intent.busy ? '忙' : (intent.error?.message ?? '闲')}
    </button>
  )
}

test('two quick taps ask the server once', async () => {
  let finish: (value: string) => void = () => undefined
  const run = vi.fn<() => Promise<string>>(() => new Promise<string>((resolve) => (finish = resolve)))
  const page = await render(<Button name="quick" run={run} />)
  await page.click('做')
  await page.click('做')
  expect(run).toHaveBeenCalledTimes(1)
  expect(page.host.textContent).toBe('忙')
  await act(async () => finish('好'))
  expect(page.host.textContent).toBe('闲')
  await page.unmount()
})

test('a retry after a lost answer sends the same key, also from a page opened anew', async () => {
  const keys: string[] = []
  const lost = async (_: undefined, key: string): Promise<string> => {
    keys.push(key)
    throw new ApiError(0, { message: '网络不通' })
  }
  const first = await render(<Button name="lost" run={lost} />)
  await first.click('做')
  expect(first.host.textContent).toBe('网络不通')
  await first.click('做')
  await first.unmount()
  const second = await render(<Button name="lost" run={lost} />)
  await second.click('做')
  expect(new Set(keys).size).toBe(1)
  expect(keys).toHaveLength(3)
  await second.unmount()
})

test('after a refusal the next try is a new wish', async () => {
  const keys: string[] = []
  const refused = async (_: undefined, key: string): Promise<string> => {
    keys.push(key)
    throw new ApiError(409, { code: 'TASK_ENDED', message: '任务已结束，不能再接受' })
  }
  const page = await render(<Button name="refused" run={refused} />)
  await page.click('做')
  await page.click('做')
  expect(new Set(keys).size).toBe(2)
  await page.unmount()
})
