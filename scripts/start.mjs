// `npm start`: builds the app if stale, then becomes the server (same process: signals reach it directly).
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { buildApp } from './build.mjs'
import { root } from './run.mjs'

// Stripping the types of a thousand modules and compiling them is two fifths of a start's work: done once for each of them. By
// the variable the worker thread hears of it. A folder that cannot be written costs the gain, nothing else.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'compiled')
enableCompileCache(process.env['NODE_COMPILE_CACHE'])

try {
  buildApp()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
const { main } = await import('../sync-server/src/main.ts')
await main()
// Now, because a server that is killed never comes to its end.
flushCompileCache()
