import { isDuplicateKey } from '../../errors.ts'

/**
 * Runs a command again when another one wrote the same unique key in the same moment: the second run finds what
 * the other one made and decides by it.
 */
export async function retryOnDuplicate<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command()
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return command()
  }
}
