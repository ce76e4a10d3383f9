import { start } from '../src/index.ts'

/** Serves a data folder and tells how long the opening took. */
const before = performance.now()
const localdb = await start({ dir: process.argv[2] as string })
console.log(JSON.stringify({ uri: localdb.uri, openMs: performance.now() - before }))
process.once('SIGTERM', () => void localdb.stop().then(() => process.exit(0)))
