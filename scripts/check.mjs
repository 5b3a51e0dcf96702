// Everything that can be known without running the product: types, lint, layers, dead code, spec ids, formatting.
import { sideBySide, step } from './run.mjs'

// What was checked and has not changed is not checked again; a fresh clone checks everything.
const cache = (name) => `node_modules/.cache/${name}`
const types = (project, name) => [
  '--noEmit',
  '--incremental',
  '--tsBuildInfoFile',
  cache(`${name}.tsbuildinfo`),
  '-p',
  project,
]

step('formatting', 'oxfmt', ['--check', '.'])
// Two lanes of about the same length: the compilers use both cores for a part of their time, the others never do.
await sideBySide([
  [
    ['types', 'tsc', types('.', 'types')],
    ['types (app)', 'tsc', types('app', 'types-app')],
  ],
  [
    ['lint', 'oxlint', ['--type-aware', '--deny-warnings', '.']],
    ['layers and cycles', 'node', ['scripts/layers.mjs']],
    ['unused files, exports and packages', 'knip', ['--no-progress']],
  ],
])
step('JavaScript per place', 'node', ['scripts/bytes.mjs'])
step('SPEC ids and test titles', 'node', ['scripts/spec.mjs'])
step('what proves each rule', 'node', ['scripts/proofs.mjs'])
step('links in pages and comments', 'node', ['scripts/links.mjs'])
