// The walls of .dependency-cruiser.cjs. With TypeScript 7 dependency-cruiser may silently look at nothing and exit 0
// (it prints "0 modules"), so a gate that saw too few modules fails.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

const rooms = ['documents', 'persistence', 'sync-server', 'sync-client', 'app'].map((room) => `${room}/src`)
const args = [
  'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'json',
  ...rooms.filter((dir) => existsSync(join(root, dir))),
]
const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
if (!run.stdout) {
  console.error(run.stderr || 'dependency-cruiser printed nothing')
  process.exit(1)
}
const { summary, modules } = JSON.parse(run.stdout)
const own = modules.filter((module) => !module.source.includes('node_modules')).length
for (const violation of summary.violations) {
  const cycle = violation.cycle ? ` (${violation.cycle.map((part) => part.name ?? part).join(' → ')})` : ''
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}${cycle}`)
}
const unresolved = modules.flatMap((module) =>
  module.dependencies
    .filter((to) => to.couldNotResolve && !to.module.startsWith('virtual:'))
    .map((to) => `${module.source} → ${to.module}`),
)
for (const line of unresolved) console.error(`could not resolve: ${line}`)
console.log(`${own} modules, ${summary.totalDependenciesCruised} imports, ${summary.violations.length} violations`)
if (own < 5 || summary.violations.length > 0 || unresolved.length > 0) process.exit(1)
