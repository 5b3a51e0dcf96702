// What the gates read: every file of the repository that somebody wrote, and the form of a rule's id.
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './run.mjs'

const skipped = new Set(['node_modules', 'dist', '.git', '.data', 'test-results', 'out'])

/** Source of a regular expression: `JRN-3`, `E2E-4`. */
export const ruleId = '[A-Z][A-Z0-9]{2}-\\d+'

/** Where rules stand. */
export const isSpec = (/** @type {string} */ name) => /^docs\/(SPEC|spec\/.*)\.md$/.test(name)

/** @param {string} dir @returns {Generator<string>} */
function* walk(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue
    const path = join(dir, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else yield path
  }
}

/** Paths relative to the root, with `/`. */
export const repositoryFiles = () => [...walk(root)].map((path) => relative(root, path).replaceAll('\\', '/'))
