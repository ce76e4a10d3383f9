import { downloadAssignmentTemplate, importAssignments } from '@linggong/shared/api/tasks'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngagement, type EngagementOf } from '../../../test/factories/engagements.ts'
import { newPhone } from '../../../test/factories/identity.ts'
import {
  assign,
  createSubmittedTask,
  createTask,
  readTask,
  type TaskOf,
} from '../../../test/factories/tasks.ts'
import { createWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { AssignmentModel } from './models.ts'

type Cell = string | number | { formula: string; result: string } | null

let server: TestServer
let project: EngagementOf

beforeAll(async () => {
  server = await startTestServer()
  project = await createEngagement(server)
})
afterAll(() => server.stop())

async function workbook(
  rows: Cell[][],
  headers = ['姓名*', '手机号*'],
  change?: (sheet: ExcelJS.Worksheet) => void,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('指派名单')
  sheet.addRow(headers)
  for (const row of rows) sheet.addRow(row)
  change?.(sheet)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const upload = (
  { taskId, enterprise }: TaskOf,
  content: Buffer,
  caller: { token: string } | undefined = enterprise,
) =>
  server.call(
    importAssignments,
    { params: { id: taskId }, file: { field: 'file', content, name: '名单.xlsx' } },
    caller,
  )

describe('assigning by a file', () => {
  it("is for the task's own enterprise", async () => {
    const task = await createTask(server, { project })
    const content = await workbook([['林小满', newPhone()]])
    const params = { id: task.taskId }
    await expect(
      server.call(importAssignments, { params, file: { field: 'file', content } }),
    ).rejects.toMatchObject({ status: 401 })
    await expect(upload(task, content, project.provider)).rejects.toMatchObject({ status: 403 })
    const stranger = await createEngagement(server)
    await expect(upload(task, content, stranger.enterprise)).rejects.toMatchObject({ status: 404 })
  })

  it('the template comes filled with the headers, and uploading it untouched says that it is empty', async () => {
    const url = `${server.url}${downloadAssignmentTemplate.path}`
    expect((await fetch(url)).status).toBe(401)
    const response = await fetch(url, { headers: { Authorization: `Bearer ${project.enterprise.token}` } })
    const content = Buffer.from(await response.arrayBuffer())
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(content as unknown as ArrayBuffer)
    const [first] = book.worksheets
    expect([first?.getCell('A1').text, first?.getCell('B1').text]).toEqual(['姓名*', '手机号*'])
    const task = await createTask(server, { project })
    await expect(upload(task, content)).rejects.toMatchObject({ status: 400, code: 'FILE_EMPTY' })
  })

  it('all rows are checked: the good ones are assigned, each bad one is named with its row and reason', async () => {
    const task = await createTask(server, { project, headCount: 20 })
    const registered = await createWorker(server)
    const already = { name: '孙小美', phone: newPhone() }
    await assign(server, task, already)
    const phone = newPhone()
    const rows: Cell[][] = [
      [registered.name, registered.phone],
      ['林小满', phone],
      ['林', newPhone()],
      ['林小满', '12345'],
      ['林小满', Number(newPhone())],
      ['林小满', { formula: '1+1', result: newPhone() }],
      ['林大满', phone],
      [already.name, already.phone],
      [null, null],
      [' 林中满 ', ` ${newPhone()} `],
    ]
    const result = await upload(task, await workbook(rows))
    expect(result.assigned).toBe(3)
    expect(result.errors).toMatchObject([
      { row: 4, reason: expect.stringContaining('完整姓名') },
      { row: 5, reason: expect.stringContaining('手机号') },
      { row: 6, reason: expect.stringContaining('B6') },
      { row: 7, reason: expect.stringContaining('公式') },
      { row: 8, reason: expect.stringContaining('第 3 行') },
      { row: 9, reason: expect.stringContaining('未结束的指派') },
    ])
    const { counts } = await readTask(server, task)
    expect(counts).toMatchObject({ assigned: 1, waiting: 3 })
  })

  it('the same file again assigns nobody twice', async () => {
    const task = await createTask(server, { project })
    const content = await workbook([
      ['林小满', newPhone()],
      ['林大满', newPhone()],
    ])
    expect((await upload(task, content)).assigned).toBe(2)
    const again = await upload(task, content)
    expect(again.assigned).toBe(0)
    expect(again.errors).toHaveLength(2)
    expect(await AssignmentModel.countDocuments({ taskId: task.taskId })).toBe(2)
  })

  it('more people than places: the first get them, the others are named', async () => {
    const task = await createTask(server, { project, headCount: 2 })
    const people = Array.from({ length: 4 }, () => ['林小满', newPhone()])
    const result = await upload(task, await workbook(people))
    expect(result.assigned).toBe(2)
    expect(result.errors.map(({ row }) => row)).toEqual([4, 5])
    expect(result.errors[0]?.reason).toContain('人数已满')
  })

  it('several hundred rows go in, chunk by chunk', async () => {
    const task = await createTask(server, { project, headCount: 300 })
    const people = Array.from({ length: 230 }, () => ['林小满', newPhone()])
    expect(await upload(task, await workbook(people))).toEqual({ assigned: 230, errors: [] })
    expect(await AssignmentModel.countDocuments({ taskId: task.taskId, state: 'waiting' })).toBe(230)
  })

  it('a file that is not the template is refused whole, in words', async () => {
    const task = await createTask(server, { project })
    const row = ['林小满', newPhone()]
    const cases: [Buffer, string][] = [
      [await workbook([row], ['姓名', '手机号']), 'FILE_TEMPLATE'],
      [await workbook([row], ['手机号*', '姓名*']), 'FILE_TEMPLATE'],
      [await workbook([]), 'FILE_EMPTY'],
      [Buffer.alloc(0), 'FILE_EMPTY'],
      [Buffer.from('姓名*,手机号*\n'), 'UNSUPPORTED_FILE'],
      [await workbook(Array.from({ length: 2_001 }, () => row)), 'FILE_TOO_MANY_ROWS'],
    ]
    for (const [content, code] of cases)
      await expect(upload(task, content), code).rejects.toMatchObject({ code })
    const merged = await workbook([row, ['林大满', newPhone()]], undefined, (sheet) =>
      sheet.mergeCells('A2:A3'),
    )
    expect((await upload(task, merged)).errors.length).toBeGreaterThan(0)
    expect(await AssignmentModel.countDocuments({ taskId: task.taskId })).toBeLessThan(2)
  })

  it('a task under review takes nobody', async () => {
    const task = await createSubmittedTask(server, { project })
    await expect(upload(task, await workbook([['林小满', newPhone()]]))).rejects.toMatchObject({
      status: 409,
      code: 'TASK_NOT_OPEN',
    })
  })
})
