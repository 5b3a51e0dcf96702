// `npm run soak`: the long runs. Property tests twenty times as long, the kill loop, every named fault.
import { step } from './run.mjs'

step('property and simulation tests × 20', 'vitest', ['run', '--config', 'vitest.config.ts', '--testTimeout=3600000'], {
  env: { MUTIRAO_SOAK: '20' },
})
step('100 × kill -9 under load', 'node', ['bench/src/main.ts', 'durability'])
step('every named fault turns exactly its tests red', 'node', ['scripts/faults.mjs'])
