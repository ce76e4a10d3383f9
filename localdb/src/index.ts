export { start, type Localdb, type StartOptions } from './start.ts'
export { AddressInUse } from './wire/server.ts'
export { DataFolderInUse } from './storage/lock-file.ts'
export { DataFolderUnusable } from './storage/folder.ts'
