// Everything that can be known without running the product: types, lint, layers, dead code, spec ids, formatting.
import { step } from './run.mjs'

step('types', 'tsc', ['--noEmit', '-p', '.'])
step('types (app)', 'tsc', ['--noEmit', '-p', 'app'])
step('lint', 'oxlint', ['--type-aware', '--deny-warnings', '.'])
step('layers and cycles', 'node', ['scripts/layers.mjs'])
step('unused files, exports and packages', 'knip', ['--no-progress'])
step('formatting', 'prettier', ['--check', '--log-level=warn', '.'])
step('SPEC ids and test titles', 'node', ['scripts/spec.mjs'])
