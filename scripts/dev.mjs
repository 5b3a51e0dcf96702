// `npm run dev`: the server, and Vite with hot reloading in front of it. Ctrl-C ends both.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './run.mjs'

const vite = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js')], {
  cwd: join(root, 'app'),
  stdio: 'inherit',
})
process.on('exit', () => vite.kill())
const { main } = await import('../sync-server/src/main.ts')
await main()
