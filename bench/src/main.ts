/** `npm run bench [-- <suite>] [--json] [--quick]`: measurements; writes bench/RESULTS.md unless `--quick`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { selfCheck } from './load/edits.ts'
import { describeMachine, mergeResults, render } from './results.ts'
import { app } from './suites/app.ts'
import { board } from './suites/board.ts'
import { durability } from './suites/durability.ts'
import { fanout } from './suites/fanout.ts'
import { history } from './suites/history.ts'
import { journal } from './suites/journal.ts'
import type { Suite, SuiteResult } from './suite.ts'

const suites: readonly Suite[] = [durability, fanout, journal, board, app, history]
const flags = new Set(process.argv.slice(2).filter((arg) => arg.startsWith('--')))
const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const unknown = names.filter((name) => !suites.some((suite) => suite.name === name))
if (unknown.length > 0) {
  console.error(`No suite ${unknown.join(', ')}. There are: ${suites.map((suite) => suite.name).join(', ')}.`)
  process.exit(2)
}

selfCheck()
// Before: afterwards the load is the measurement's own.
const machine = describeMachine()
const results: Record<string, SuiteResult & { question: string }> = {}
for (const suite of suites.filter((candidate) => names.length === 0 || names.includes(candidate.name))) {
  console.error(`\n▸ ${suite.name}: ${suite.question}`)
  results[suite.name] = { question: suite.question, ...(await suite.run({ quick: flags.has('--quick') })) }
}
const report = { machine, results }
console.log(flags.has('--json') ? JSON.stringify(report, null, 2) : render(report))
if (!flags.has('--quick')) {
  const folder = join(import.meta.dirname, '..')
  const merged = mergeResults(join(folder, 'results.json'), report)
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(merged, null, 2)}\n`)
  writeFileSync(join(folder, 'RESULTS.md'), Object.values(merged).map(render).join('\n'))
}
const missed = Object.values(results).flatMap((result) => result.gates.filter((gate) => !gate.met))
process.exit(flags.has('--strict') && missed.length > 0 ? 1 : 0)
