// `npm run soak`: the long runs. Kills of server and worker for ten minutes, property tests twenty times as long, every named fault.
//   npm run soak -- kills [--minutes N] [--seed N]   the kill loop alone
import { step } from './run.mjs'

const words = process.argv.slice(2)
/** @param {string} name @param {string} otherwise */
const option = (name, otherwise) => {
  const at = words.indexOf(name)
  return at < 0 ? otherwise : (words[at + 1] ?? otherwise)
}
const minutes = option('--minutes', '10')
const seed = option('--seed', String(Date.now() % 2 ** 31))

step(`${minutes} minutes of kill -9 of server and worker under load (seed ${seed})`, 'node', [
  'bench/src/kill-loop.ts',
  minutes,
  seed,
])
if (!words.includes('kills')) {
  const soak = { env: { MUTIRAO_SOAK: '20' } }
  const tests = ['run', '--config', 'vitest.config.ts', '--testTimeout=3600000']
  step('property and simulation tests × 20', 'vitest', tests, soak)
  step('100 × kill -9 under load', 'node', ['bench/src/main.ts', 'durability'])
  step('every named fault turns exactly its tests red', 'node', ['scripts/faults.mjs'])
}
