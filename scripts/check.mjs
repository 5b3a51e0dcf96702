// Everything that can be known without running the product: types, lint, layers, dead code, spec ids, formatting.
import { step } from './run.mjs'

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

step('types', 'tsc', types('.', 'types'))
step('types (app)', 'tsc', types('app', 'types-app'))
step('lint', 'oxlint', ['--type-aware', '--deny-warnings', '.'])
step('layers and cycles', 'node', ['scripts/layers.mjs'])
step('unused files, exports and packages', 'knip', ['--no-progress'])
step('formatting', 'prettier', ['--check', '--cache', '--log-level=warn', '.'])
step('JavaScript per place', 'node', ['scripts/bytes.mjs'])
step('SPEC ids and test titles', 'node', ['scripts/spec.mjs'])
step('links in pages and comments', 'node', ['scripts/links.mjs'])
