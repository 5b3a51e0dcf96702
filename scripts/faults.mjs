// Proves that the tests notice: switches on every named fault, one after the other, and demands that exactly the tests of that
// rule turn red. `node scripts/faults.mjs [ID…]` for some of them. Tests run in the files that carry the rule's id.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root } from './run.mjs'

const skipped = new Set(['node_modules', 'dist', '.git', '.data', 'test-results'])
function* files(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue
    if (entry.isDirectory()) yield* files(join(dir, entry.name))
    else yield join(dir, entry.name)
  }
}

const faults = new Set()
const testsOf = new Map()
const rules = new Set()
for (const path of files(root)) {
  const name = relative(root, path)
  if (/^docs\/(SPEC|spec\/.*)\.md$/.test(name))
    for (const [, id] of readFileSync(path, 'utf8').matchAll(/^- \*\*([A-Z]{3}-\d+)\*\*/gm)) rules.add(id)
  if (!/\.(ts|tsx)$/.test(name) || name.startsWith('e2e/')) continue
  const text = readFileSync(path, 'utf8')
  if (/\.test\.tsx?$/.test(name)) {
    for (const [, id] of text.matchAll(/\[([A-Z]{3}-\d+)\]/g)) testsOf.set(id, (testsOf.get(id) ?? new Set()).add(name))
  } else for (const [, id] of text.matchAll(/\bfault\('([A-Z]{3}-\d+)'\)/g)) faults.add(id)
}

/** @param {string} a @param {string} b */
const byName = (a, b) => a.localeCompare(b)
const asked = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const missing = [...rules].filter((id) => !faults.has(id)).sort(byName)
if (process.argv.includes('--list')) {
  console.log(`${faults.size} faults for ${rules.size} rules; without one: ${missing.join(' ') || 'none'}`)
  process.exit(0)
}

// The json reporter writes to a file; its default place is shared by everybody who runs tests in this folder.
const folder = mkdtempSync(join(tmpdir(), 'mutirao-faults-'))
const output = join(folder, 'report.json')
let bad = 0
for (const id of asked.length > 0 ? asked : [...faults].sort(byName)) {
  const where = [...(testsOf.get(id) ?? [])].filter((name) => !name.endsWith('.browser.test.tsx'))
  if (where.length === 0) {
    console.error(`${id}: a fault without a unit test`)
    bad++
    continue
  }
  rmSync(output, { force: true })
  spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${output}`, ...where],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, MUTIRAO_FAULT: id },
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  let report = null
  try {
    report = JSON.parse(readFileSync(output, 'utf8'))
  } catch (error) {
    console.error(`${id}: no report (${error.message})`)
  }
  const results = report?.testResults.flatMap((file) => file.assertionResults) ?? []
  const own = results.filter((result) => result.fullName.includes(`[${id}]`))
  const red = results.filter((result) => result.status === 'failed')
  const strangers = red.filter((result) => !result.fullName.includes(`[${id}]`))
  const notices = red.length - strangers.length
  const verdict = own.length > 0 && notices > 0 && strangers.length === 0
  if (!verdict) bad++
  console.log(
    `${verdict ? '✓' : '✗'} ${id}: ${notices} of its ${own.length} tests red, ${strangers.length} others${strangers.map((result) => `\n    ${result.fullName}`).join('')}`,
  )
}
rmSync(folder, { recursive: true, force: true })
process.exit(bad > 0 ? 1 : 0)
