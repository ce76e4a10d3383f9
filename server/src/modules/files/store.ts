import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { SealedBytes, Vault } from '../../database/vault.ts'

/** Where contents lie, encrypted. The storage behind it is flydrive's: a local folder, or another of its drivers. */
export interface FileStore {
  /** Encrypts and writes a content; answers the id of the data key used. */
  put(key: string, content: Buffer): Promise<string>
  /** @throws Error when the content is gone or was changed */
  get(key: string, keyId: string): Promise<Buffer>
  remove(key: string): Promise<void>
  /** Keys of all contents. */
  keys(): AsyncIterable<string>
  writtenAt(key: string): Promise<Date>
}

/** Spreads the contents over folders by the last characters of their ids. */
function pathOf(key: string): string {
  return `${key.slice(-2)}/${key}`
}

export function createFileStore(options: { dir: string; vault: Vault }): FileStore {
  const disk = new Disk(new FSDriver({ location: options.dir, visibility: 'private' }))
  return {
    async put(key, content) {
      const sealed: SealedBytes = options.vault.encryptBytes(`files/${key}`, content)
      await disk.put(pathOf(key), sealed.bytes)
      return sealed.keyId
    },
    async get(key, keyId) {
      const bytes = Buffer.from(await disk.getBytes(pathOf(key)))
      return options.vault.decryptBytes(`files/${key}`, { keyId, bytes })
    },
    remove: (key) => disk.delete(pathOf(key)),
    async *keys() {
      let paginationToken: string | undefined
      do {
        const page = await disk.listAll('', {
          recursive: true,
          ...(paginationToken ? { paginationToken } : {}),
        })
        for (const object of page.objects) if (object.isFile) yield object.name
        paginationToken = page.paginationToken
      } while (paginationToken)
    },
    writtenAt: async (key) => (await disk.getMetaData(pathOf(key))).lastModified,
  }
}
