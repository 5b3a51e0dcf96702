// `npm start`: builds the app if stale, then becomes the server (same process: signals reach it directly).
import { buildApp } from './build.mjs'

try {
  buildApp()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
const { main } = await import('../sync-server/src/main.ts')
await main()
