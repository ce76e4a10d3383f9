import type { Endpoint } from '@linggong/shared/api/endpoint'
import { errorCatalogue } from '@linggong/shared/errors'
import { z } from 'zod'
import type { Route } from './route.ts'

type Json = Record<string, unknown>

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json
  return rest
}

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

function requestBodyOf({ body, upload, method }: Endpoint): Json | undefined {
  if (method === 'GET') return undefined
  const schema = schemaOf(body, 'input')
  if (!upload) return { required: true, content: { 'application/json': { schema } } }
  const { properties = {}, required = [] } = schema as { properties?: Json; required?: string[] }
  const description = `${upload.accept.join('、')}，不超过 ${upload.maxBytes} 字节；其他字段也可以合并为一个 JSON 放在名为 json 的部分里`
  const file = { type: 'string', format: 'binary', description }
  const form = {
    type: 'object',
    properties: { ...properties, [upload.field]: file },
    required: [...required, upload.field],
  }
  return { required: true, content: { 'multipart/form-data': { schema: form } } }
}

function operationOf(endpoint: Endpoint): Json {
  const { summary, caller, permission, idempotent, download } = endpoint
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    schema: { type: 'string', pattern: '^[\\w-]{8,128}$' },
  }
  const requestBody = requestBodyOf(endpoint)
  const content = download
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(endpoint.response, 'output') } }
  return {
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`,
    summary,
    tags: [endpoint.path.split('/')[2] ?? 'api'],
    'x-caller': caller,
    ...(permission ? { 'x-permission': permission } : {}),
    security: caller === 'public' ? [] : [{ session: [] }],
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...(idempotent ? [key] : []),
    ],
    ...(requestBody ? { requestBody } : {}),
    responses: {
      '200': { description: '成功', content },
      default: { $ref: '#/components/responses/Refused' },
    },
  }
}

/** The OpenAPI 3.1 description of all endpoints, derived from their contracts. */
export function createOpenApi(routes: readonly Route[], publicUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const { endpoint } of routes) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  const error = {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message', 'requestId'],
        properties: {
          code: { type: 'string', enum: Object.keys(errorCatalogue) },
          message: { type: 'string', description: '可以直接展示给用户' },
          param: { type: 'string' },
          details: {},
          requestId: { type: 'string' },
        },
      },
    },
  }
  return {
    openapi: '3.1.0',
    info: { title: '灵工台接口', version: '1' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: error },
      responses: {
        Refused: {
          description: '未受理，原因见 error.message',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    },
  }
}
