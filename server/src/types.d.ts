declare module '@koa/multer' {
  import type { Middleware } from 'koa'

  interface UploadedPart {
    fieldname: string
    originalname: string
    mimetype: string
    size: number
    buffer: Buffer
  }

  interface Options {
    storage?: unknown
    limits?: { fileSize?: number; files?: number; fields?: number; fieldSize?: number; parts?: number }
    defParamCharset?: 'utf8' | 'latin1'
  }

  interface Instance {
    single(field: string): Middleware
  }

  interface Multer {
    (options?: Options): Instance
    memoryStorage(): unknown
    MulterError: new (code: string) => Error & { code: string }
  }

  const multer: Multer
  export default multer
  export type { UploadedPart }
}
