export { decode } from './decode.ts'
export { encode } from './encode.ts'
export type { Doc } from './types.ts'
