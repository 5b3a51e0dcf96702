// What proves each rule: a named fault that its tests notice, or another proof, stated at the rule: `*(no fault: sql)*`.
// A line of its own, `*(no fault: e2e)*`, speaks for all rules of its file. Checked:
//   a rule with neither, a rule with both, a word that means nothing here, a stated proof without such a test,
//   a fault of no rule, a fault that no unit test could notice.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isSpec, repositoryFiles, ruleId } from './files.mjs'
import { root } from './run.mjs'

const isEndToEnd = (/** @type {string} */ name) => name.startsWith('e2e/')
const isOnPostgres = (/** @type {string} */ name) => name.endsWith('.pg.test.ts')
const isUnit = (/** @type {string} */ name) => !isEndToEnd(name)

/**
 * The other proofs, what each says, and the test that must carry the rule's id.
 * @type {Readonly<Record<string, { says: string, test: (name: string) => boolean }>>}
 */
export const otherProofs = {
  e2e: { says: 'about the built product as people use it: end to end, in a real browser', test: isEndToEnd },
  sql: { says: 'kept by the database (a trigger, a constraint, the migrated schema), not by code', test: isOnPostgres },
  data: { says: 'kept by data or styles, or by how a value is built: no decision in code to break', test: isUnit },
  yjs: { says: 'kept by Yjs: nothing of ours does it in another way', test: isUnit },
  patch: {
    says: 'kept by what is mended in a package: without it the test is red (scripts/patches.mjs)',
    test: isUnit,
  },
}

const stated = /\*\(no fault: ([^)]*)\)\*/

/** @typedef {{ path: string, other: string | undefined, tests: Set<string> }} Rule */

/** Rules with their tests and stated proofs, and the files in which each fault stands, read from the sources. */
export function collect() {
  const names = repositoryFiles()
  /** @type {Map<string, Rule>} */
  const rules = new Map()
  /** @type {Map<string, string[]>} */
  const faults = new Map()
  for (const path of names.filter(isSpec)) {
    const lines = readFileSync(join(root, path), 'utf8').split('\n')
    const ofAll = lines.map((line) => stated.exec(line)).find((match) => match?.index === 0)?.[1]
    for (const line of lines) {
      const id = new RegExp(`^- \\*\\*(${ruleId})\\*\\*`).exec(line)?.[1]
      if (id) rules.set(id, { path, other: stated.exec(line)?.[1] ?? ofAll, tests: new Set() })
    }
  }
  for (const name of names.filter((name) => /\.tsx?$/.test(name))) {
    const text = readFileSync(join(root, name), 'utf8')
    const isTest = /\.(test|spec)\.tsx?$/.test(name)
    for (const [, id] of text.matchAll(new RegExp(isTest ? `\\[(${ruleId})\\]` : `\\bfault\\('(${ruleId})'\\)`, 'g')))
      if (isTest) rules.get(id)?.tests.add(name)
      else if (!isEndToEnd(name)) faults.set(id, [...(faults.get(id) ?? []), name])
  }
  return { rules, faults }
}

/** Rules with neither a fault nor a stated proof. @param {ReturnType<typeof collect>} found */
export const withoutProof = ({ rules, faults }) =>
  [...rules].filter(([id, { other }]) => !faults.has(id) && other === undefined).map(([id]) => id)

/** Everything that does not fit, one sentence each. @param {ReturnType<typeof collect>} found @returns {string[]} */
export function gaps(found) {
  const { rules, faults } = found
  const told = withoutProof(found).map((id) => `${id} has neither a fault nor a stated proof (*(no fault: …)*)`)
  for (const [id, names] of faults) {
    const rule = rules.get(id)
    if (!rule) told.push(`the fault ${id} (${names.join(', ')}) belongs to no rule`)
    else if (![...rule.tests].some(isUnit)) told.push(`no unit test carries ${id}: its fault can never be noticed`)
  }
  for (const [id, { path, other, tests }] of rules) {
    if (other === undefined) continue
    const proof = Object.hasOwn(otherProofs, other) ? otherProofs[other] : undefined
    if (!proof) told.push(`${path}: "no fault: ${other}" of ${id} is none of ${Object.keys(otherProofs).join(', ')}`)
    else if (faults.has(id)) told.push(`${path} says that ${id} has no fault: ${faults.get(id)?.join(', ')} has it`)
    else if (![...tests].some(proof.test))
      told.push(`${path}: ${id} is proven by ${other}, and no such test carries it`)
  }
  return told
}

/** Tells what proves the rules without a fault, and what does not fit. @returns {boolean} whether everything does */
export function tell() {
  const found = collect()
  const { rules, faults } = found
  console.log(`${faults.size} faults for ${rules.size} rules`)
  for (const [word, { says }] of Object.entries(otherProofs)) {
    const ids = [...rules].filter(([id, { other }]) => other === word && !faults.has(id)).map(([id]) => id)
    if (ids.length > 0) console.log(`${word} (${says}): ${ids.join(' ')}`)
  }
  const missing = gaps(found)
  for (const problem of missing) console.error(problem)
  return missing.length === 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && !tell()) process.exit(1)
