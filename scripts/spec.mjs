// docs/SPEC.md numbers the rules; test titles carry the ids. Both directions are checked, gaps are listed:
//   a rule without a test, a test with an unknown id, an id given twice.
// `--list` prints rule → tests.
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './run.mjs'

const idForm = '[A-Z]{3}-\\d+'
const skipped = new Set(['node_modules', 'dist', '.git', '.data'])

/** @returns {Generator<string>} */
function* files(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue
    const path = join(dir, entry.name)
    if (entry.isDirectory()) yield* files(path)
    else yield path
  }
}

const rules = new Map()
const problems = []
const all = [...files(root)].map((path) => relative(root, path))
for (const path of all.filter((name) => /^docs\/(SPEC|spec\/.*)\.md$/.test(name))) {
  for (const [, id, text] of readFileSync(join(root, path), 'utf8').matchAll(
    new RegExp(`^- \\*\\*(${idForm})\\*\\* (.+)$`, 'gm'),
  )) {
    if (rules.has(id)) problems.push(`${id} stands twice (${path})`)
    rules.set(id, { text, tests: [] })
  }
}
for (const path of all.filter((name) => /\.(test|spec)\.tsx?$/.test(name))) {
  for (const [title] of readFileSync(join(root, path), 'utf8').matchAll(new RegExp(`\\[${idForm}\\][^\\n]*`, 'g'))) {
    for (const [, id] of title.matchAll(new RegExp(`\\[(${idForm})\\]`, 'g'))) {
      const rule = rules.get(id)
      if (rule) rule.tests.push(path)
      else problems.push(`${id} in a title of ${path} is no rule of docs/SPEC.md`)
    }
  }
}
for (const [id, rule] of rules) if (rule.tests.length === 0) problems.push(`${id} has no test: ${rule.text}`)
if (process.argv.includes('--list'))
  for (const [id, rule] of rules) console.log(`${id}\t${[...new Set(rule.tests)].join(' ')}`)
for (const problem of problems) console.error(problem)
console.log(`${rules.size} rules, ${problems.length} gaps`)
if (problems.length > 0) process.exit(1)
