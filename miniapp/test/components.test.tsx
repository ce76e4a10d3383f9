import { useState } from 'react'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { ApiError } from '@linggong/shared'
import { describe, expect, test, vi } from 'vitest'
import { AgreementCheck } from '@/components/agreement-check'
import { Loaded } from '@/components/loaded'
import { Row } from '@/components/row'
import { storage } from '@/platform/storage'
import { Page } from '@/components/page'
import { render } from './render'

const agreements = [
  { code: 'privacy' as const, title: '隐私政策', version: '1', hash: 'a' },
  { code: 'platform' as const, title: '平台服务协议', version: '1', hash: 'b' },
]
const label = '我已阅读并同意《隐私政策》《平台服务协议》'

function Consent() {
  const [checked, setChecked] = useState(false)
  return <AgreementCheck agreements={agreements} checked={checked} onChange={setChecked} missed />
}

describe('consent', () => {
  test('is not ticked beforehand and is ticked by a tap', async () => {
    const page = await render(<Consent />)
    const box = () => page.host.querySelector(`[aria-label="${label}"]`)?.getAttribute('aria-checked')
    expect(box()).toBe('false')
    expect(page.host.textContent).toContain('同意就在左边打勾')
    await page.click(label)
    expect(box()).toBe('true')
    expect(page.host.textContent).not.toContain('同意就在左边打勾')
    await page.unmount()
  })
})

function List({ load }: { load: () => Promise<string[]> }) {
  const query = useQuery<string[], ApiError>({ queryKey: ['list'], queryFn: load, retry: false })
  return <Loaded query={query}>{(rows) => <span>{rows.join('、')}</span>}</Loaded>
}

describe('a page that reads from the server', () => {
  const show = (load: () => Promise<string[]>) =>
    render(
      <QueryClientProvider client={new QueryClient()}>
        <List load={load} />
      </QueryClientProvider>,
    )

  test('shows grey shapes, then the content', async () => {
    let finish: (rows: string[]) => void = () => undefined
    const page = await show(() => new Promise((resolve) => (finish = resolve)))
    expect(page.host.querySelector('[aria-label="正在加载"]')).not.toBeNull()
    finish(['任务一', '任务二'])
    await page.shows('任务一、任务二')
    await page.unmount()
  })

  test('says why it failed and reads again on a tap', async () => {
    const load = vi
      .fn<() => Promise<string[]>>()
      .mockRejectedValueOnce(new ApiError(0, { message: '网络不通，请检查网络后重试' }))
      .mockResolvedValue(['任务一'])
    const page = await show(load)
    await page.shows('网络不通')
    await page.click('重试')
    await page.shows('任务一')
    expect(load).toHaveBeenCalledTimes(2)
    await page.unmount()
  })
})

test('a line that leads somewhere is spoken as a button with its value', async () => {
  const onTap = vi.fn<() => void>()
  const page = await render(<Row label="我的合同" note="1 份待签" onTap={onTap} />)
  await page.click('我的合同，1 份待签')
  expect(onTap).toHaveBeenCalledOnce()
  expect(page.host.querySelector('[role="button"]')).not.toBeNull()
  await page.unmount()
})

test('large type is remembered on the phone and used by every page', async () => {
  storage.set('largeType', true)
  const page = await render(<Page>内容</Page>)
  expect(page.host.querySelector('.page--large')).not.toBeNull()
  await page.unmount()
})
