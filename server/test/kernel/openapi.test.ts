import type { Endpoint } from '@linggong/shared/api/endpoint'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApiPage } from '../../src/http/api-page.ts'
import { createOpenApi } from '../../src/http/openapi.ts'
import { modules } from '../../src/modules/index.ts'
import { addNote, downloadNotes, enterpriseNotes, notesModule, uploadNote } from './notes-module.ts'

/** What a description must be to be OpenAPI at all. */
const zOperation = z.object({
  operationId: z.string().regex(/^\w+$/),
  summary: z.string().min(1),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      schema: z.looseObject({}),
    }),
  ),
  requestBody: z
    .object({ required: z.boolean(), content: z.record(z.string(), z.object({ schema: z.looseObject({}) })) })
    .optional(),
  responses: z.record(z.string(), z.looseObject({})),
  'x-caller': z.string(),
  'x-permission': z.string().optional(),
})
const zDescription = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }),
  servers: z.array(z.object({ url: z.url() })),
  paths: z.record(
    z.string().startsWith('/api/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), zOperation),
  ),
  components: z.looseObject({}),
})

const routes = [...modules, notesModule].flatMap((module) => [...module.routes])
const json: unknown = JSON.parse(JSON.stringify(createOpenApi(routes, 'https://example.com')))
const api = zDescription.parse(json)

function operationOf(endpoint: Endpoint): z.output<typeof zOperation> {
  const methods: Record<string, z.output<typeof zOperation>> = {
    ...api.paths[endpoint.path.replace(/:(\w+)/g, '{$1}')],
  }
  return zOperation.parse(methods[endpoint.method.toLowerCase()])
}

describe('/openapi.json', () => {
  it('has every endpoint, each with its own operation id', () => {
    const ids = routes.map(({ endpoint }) => operationOf(endpoint).operationId)
    expect(new Set(ids).size).toBe(routes.length)
  })

  it('names every parameter of every path', () => {
    for (const { endpoint } of routes) {
      const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
      const described = operationOf(endpoint)
        .parameters.filter((parameter) => parameter.in === 'path')
        .map((parameter) => parameter.name)
      expect(described.toSorted(), endpoint.path).toEqual(inPath.toSorted())
    }
  })

  it('resolves every reference', () => {
    const references = [...JSON.stringify(api).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    )
    expect(references.length).toBeGreaterThan(0)
    for (const path of references) {
      const target = path
        .split('/')
        .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], json)
      expect(target, path).toBeDefined()
    }
  })

  it('says what an endpoint needs: key, permission, file, or that it answers one', () => {
    expect(operationOf(addNote).parameters).toMatchObject([
      { name: 'Idempotency-Key', in: 'header', required: true },
    ])
    expect(operationOf(enterpriseNotes)).toMatchObject({
      'x-permission': 'task.read',
      security: [{ session: [] }],
    })
    expect(operationOf(uploadNote).requestBody?.content['multipart/form-data']?.schema).toMatchObject({
      properties: { picture: { format: 'binary' }, count: { type: 'integer' } },
      required: ['count', 'picture'],
    })
    expect(operationOf(downloadNotes).responses['200']).toMatchObject({
      content: { 'application/octet-stream': {} },
    })
  })
})

describe('/api-docs', () => {
  it('shows every endpoint with its words', () => {
    const page = createApiPage(routes)
    for (const { endpoint } of routes) expect(page).toContain(endpoint.summary)
    expect(page).not.toContain('<script')
  })
})
