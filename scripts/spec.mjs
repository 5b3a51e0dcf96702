// docs/SPEC.md is the index of the rules; docs/spec/*.md number them; test titles carry the ids. Checked in both directions:
//   a rule without a test, a test with an unknown id, an id given twice, an id in another prefix's file,
//   a spec file the index does not list, a line of the index without its file or room.
// `--list` prints rule → tests.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isSpec, repositoryFiles, ruleId } from './files.mjs'
import { root } from './run.mjs'

const read = (/** @type {string} */ name) => readFileSync(join(root, name), 'utf8')
const rules = new Map()
const problems = []
const notes = []
const all = repositoryFiles()

for (const path of all.filter(isSpec)) {
  for (const [, id, text] of read(path).matchAll(new RegExp(`^- \\*\\*(${ruleId})\\*\\* (.+)$`, 'gm'))) {
    if (rules.has(id)) problems.push(`${id} stands twice (${path})`)
    if (!path.endsWith(`/${id.slice(0, 3)}.md`))
      problems.push(`${id} stands in ${path}, not in docs/spec/${id.slice(0, 3)}.md`)
    rules.set(id, { text, tests: [] })
  }
}

for (const path of all.filter((name) => /\.(test|spec)\.tsx?$/.test(name))) {
  for (const [title] of read(path).matchAll(new RegExp(`\\[${ruleId}\\][^\\n]*`, 'g'))) {
    for (const [, id] of title.matchAll(new RegExp(`\\[(${ruleId})\\]`, 'g'))) {
      const rule = rules.get(id)
      if (rule) rule.tests.push(path)
      else problems.push(`${id} in a title of ${path} is no rule of docs/spec/`)
    }
  }
}
for (const [id, rule] of rules) if (rule.tests.length === 0) problems.push(`${id} has no test: ${rule.text}`)

// Pages that speak of rules speak of existing ones.
const prefixes = new Set([...rules.keys()].map((id) => id.slice(0, 3)))
for (const path of all.filter((name) => name.endsWith('.md') && !isSpec(name)))
  for (const [id] of read(path).matchAll(new RegExp(`\\b${ruleId}\\b`, 'g')))
    if (prefixes.has(id.slice(0, 3)) && !rules.has(id)) problems.push(`${path} speaks of ${id}, which is no rule`)

const listed = new Set()
for (const [, prefix, link, room] of read('docs/SPEC.md').matchAll(
  /^\| \[([A-Z0-9]{3})\]\(([^)]+)\) \| `([^`]+)` \|/gm,
)) {
  listed.add(prefix)
  if (link !== `spec/${prefix}.md` || !existsSync(join(root, 'docs', link)))
    problems.push(`docs/SPEC.md: ${prefix} leads to ${link}`)
  if (!existsSync(join(root, room))) problems.push(`docs/SPEC.md: the room ${room} of ${prefix} does not exist`)
}
for (const prefix of all.filter((name) => /^docs\/spec\/.*\.md$/.test(name)).map((name) => basename(name, '.md')))
  if (!listed.has(prefix))
    notes.push(
      `docs/SPEC.md does not list docs/spec/${prefix}.md: add the line | [${prefix}](spec/${prefix}.md) | \`room\` | what about |`,
    )

if (process.argv.includes('--list'))
  for (const [id, rule] of rules) console.log(`${id}\t${[...new Set(rule.tests)].join(' ')}`)
for (const problem of [...notes, ...problems]) console.error(problem)
console.log(`${rules.size} rules, ${problems.length} gaps`)
if (problems.length > 0) process.exit(1)
