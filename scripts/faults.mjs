// Proves that the tests notice: switches on every named fault, one after the other, and demands that exactly the tests of that
// rule turn red. Tests run in the files that carry the rule's id.
//   node scripts/faults.mjs [ID | PREFIX]…   all, or some: `JRN-3 SUB`
//   --browser   also what is tested in Chromium (app/vitest.browser.config.ts); without it those faults are left out
//   --new       only those that were never run
//   --list      only tells what proves the rules that have no fault (proofs.mjs), and fails when one has no proof
//   --write     keeps the results in docs/faults.json and sums them up in docs/FAULTS.md
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createVitest } from 'vitest/node'
import { ensureBrowser } from './browser.mjs'
import { collect, tell } from './proofs.mjs'
import { root } from './run.mjs'

/** @param {string} a @param {string} b */
const byName = (a, b) => a.localeCompare(b, 'en', { numeric: true })
const isBrowser = (/** @type {string} */ name) => name.endsWith('.browser.test.tsx')
const prefixOf = (/** @type {string} */ id) => id.slice(0, 3)

// As `vitest run` has it: in development Yjs freezes values, which no person's browser does.
process.env['NODE_ENV'] ??= 'test'
// Red is what is hoped for: no second attempt (vitest.config.ts).
process.env['MUTIRAO_RETRIES'] = '0'
// Known before the first fault: no file shares modules with another one, whose fault may have been another (vitest.config.ts).
process.env['MUTIRAO_FAULT'] = ''

/** The two runs of tests, each started when it is first needed: one process and one Postgres or browser for all faults. */
const runners = new Map()

/** @param {string} config @returns {Promise<import('vitest/node').Vitest>} */
async function runner(config) {
  const running = runners.get(config)
  if (running) return running
  // Reported by this script; a test that hangs under a fault must not hold up the others for as long as in a normal run.
  const vitest = await createVitest('test', {
    config: join(root, config),
    root: dirname(join(root, config)),
    watch: false,
    reporters: [{}],
  })
  await vitest.standalone()
  runners.set(config, vitest)
  return vitest
}

/** Results of earlier runs. */
const judged = new WeakSet()

/** Runs these files with the fault on. @param {string} config @param {string} id @param {readonly string[]} files */
async function run(config, id, files) {
  if (files.length === 0) return []
  const vitest = await runner(config)
  // Workers and the processes that tests start inherit it; a browser has no environment and is told.
  process.env['MUTIRAO_FAULT'] = id
  for (const project of vitest.projects) project.provide('fault', id)
  const wanted = new Set(files.map((name) => join(root, name)))
  const specifications = (await vitest.globTestSpecifications()).filter(({ moduleId }) => wanted.has(moduleId))
  const { testModules } = await vitest.runTestSpecifications(specifications)
  // It answers with those of earlier runs too: also for a file that could not be run this time (a machine that is too busy).
  const modules = testModules.filter(({ moduleId }) => wanted.has(moduleId))
  const ran = new Set(modules.filter((module) => !judged.has(module)).map(({ moduleId }) => moduleId))
  for (const module of modules) judged.add(module)
  for (const name of wanted) if (!ran.has(name)) throw new Error(`${name} was not run with the fault ${id}`)
  return modules.flatMap((module) => [...module.children.allTests()])
}

/** One fault on: are exactly its tests red? @param {string} id @param {readonly string[]} files */
async function judge(id, files) {
  const unit = files.filter((name) => !isBrowser(name))
  const browser = files.filter(isBrowser)
  const results = [
    ...(await run('vitest.config.ts', id, unit)),
    ...(await run('app/vitest.browser.config.ts', id, browser)),
  ]
  const isOwn = (result) => result.fullName.includes(`[${id}]`)
  const red = results.filter((result) => result.result().state === 'failed')
  const strangers = red.filter((result) => !isOwn(result))
  const exact = red.length > strangers.length && strangers.length === 0
  const told = strangers
    .map((result) => `\n    ${result.fullName}: ${String(result.result().errors?.[0]?.message).split('\n')[0]}`)
    .join('')
  const own = results.filter(isOwn).length
  console.log(
    `${exact ? '✓' : '✗'} ${id}: ${red.length - strangers.length} of its ${own} tests red, ${strangers.length} others${told}`,
  )
  return exact
}

const resultsFile = join(root, 'docs', 'faults.json')
const pageFile = join(root, 'docs', 'FAULTS.md')

/** Keeps what this run found beside what earlier runs found, and the page that sums it up. @param {ReadonlyMap<string, boolean>} exact */
function write(exact, { faults, rules }) {
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).stdout.trim()
  const results = JSON.parse(readFileSync(resultsFile, 'utf8'))
  for (const [id, isExact] of exact) results[id] = { exact: isExact, commit }
  const kept = Object.entries(results).filter(([id]) => faults.has(id))
  kept.sort(([a], [b]) => byName(a, b))
  writeFileSync(
    resultsFile,
    `{\n${kept.map(([id, result]) => `  "${id}": ${JSON.stringify(result)}`).join(',\n')}\n}\n`,
  )
  const lines = [...new Set([...rules.keys()].map(prefixOf))].sort(byName).map((prefix) => {
    const own = [...faults.keys()].filter((id) => prefixOf(id) === prefix).sort(byName)
    const of = (/** @type {boolean | undefined} */ state) => own.filter((id) => results[id]?.exact === state)
    const all = [...rules].filter(([id]) => prefixOf(id) === prefix)
    const other = all.filter(([, rule]) => rule.other !== undefined).map(([id, rule]) => `${id} ${rule.other}`)
    return `| ${prefix} | ${all.length} | ${own.length} | ${of(true).length} | ${of(false).join(' ')} | ${of(undefined).length || ''} | ${other.sort(byName).join(', ')} |`
  })
  const head =
    '| prefix | rules | with a fault | exact | not exact | not run | another proof |\n|---|---|---|---|---|---|---|'
  const page = readFileSync(pageFile, 'utf8')
  writeFileSync(pageFile, page.replace(/^\| prefix [\s\S]*?\n\n/m, `${head}\n${lines.join('\n')}\n\n`))
}

const found = collect()
if (process.argv.includes('--list')) process.exit(tell() ? 0 : 1)
const withBrowser = process.argv.includes('--browser')
if (withBrowser) ensureBrowser()
const asked = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const isAsked = (/** @type {string} */ id) => asked.length === 0 || asked.includes(id) || asked.includes(prefixOf(id))
const known = process.argv.includes('--new') ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {}
const exact = new Map()
const leftOut = []
const notRun = []
for (const id of [...found.faults.keys()].filter((id) => isAsked(id) && !(id in known)).sort(byName)) {
  const files = [...(found.rules.get(id)?.tests ?? [])].filter((name) => !name.startsWith('e2e/'))
  if (!withBrowser && files.some(isBrowser)) leftOut.push(id)
  else {
    try {
      exact.set(id, await judge(id, files))
    } catch (error) {
      console.log(String(error))
      notRun.push(id)
    }
    // At once: a run of all takes an hour and may be ended.
    if (process.argv.includes('--write')) write(exact, found)
  }
}
await Promise.all([...runners.values()].map((vitest) => vitest.close()))
if (leftOut.length > 0) console.log(`left out, because their tests need --browser: ${leftOut.join(' ')}`)
if (notRun.length > 0) console.log(`not judged: ${notRun.join(' ')}`)
const bad = [...exact.values()].filter((isExact) => !isExact).length
console.log(`${exact.size - bad} of ${exact.size} faults turn exactly their tests red`)
process.exit(bad + notRun.length > 0 ? 1 : 0)
