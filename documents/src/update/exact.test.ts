import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seededRandom } from '../testing/random.ts'
import { structureOf } from '../testing/structure.ts'
import { isEmptyUpdate, prepareUpdate, trimUpdate } from './index.ts'
import { copyOf, randomCorpus } from './testing/corpus.ts'
import { visible } from './testing/edits.ts'
import { observedChanges } from './testing/events.ts'
import { allowAll } from './testing/rules.ts'

const soak = Number(process.env['MUTIRAO_SOAK'] ?? '1')
const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const options = { ownsClient: () => true }

/** Runs `check` on many updates that a document knows, knows in part, or cannot use yet. */
function forUpdates(check: (doc: Y.Doc, update: Uint8Array) => void): void {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { doc, updates } = randomCorpus(seededRandom(seed), 40)
      for (const update of updates) check(doc, update)
    }),
    { numRuns: 16 * soak },
  )
}

function applied(
  doc: Y.Doc,
  update: Uint8Array,
): { readonly copy: Y.Doc; readonly changed: boolean; pending: boolean } {
  const copy = copyOf(doc)
  let changed = false
  copy.on('update', (_: Uint8Array, origin: unknown) => {
    if (origin === 'test') changed = true
  })
  Y.applyUpdate(copy, update, 'test')
  return { copy, changed, pending: copy.store.pendingStructs !== null || copy.store.pendingDs !== null }
}

describe('what an update brings', () => {
  it('[UPD-2] is unknown_dependency exactly when Yjs would have to wait for something', () => {
    const outcomes = { waiting: 0, usable: 0 }
    forUpdates((doc, update) => {
      const { pending } = applied(doc, update)
      const prepared = prepareUpdate(doc, update, allowAll, options)
      expect(prepared.kind === 'rejected').toBe(pending)
      outcomes[pending ? 'waiting' : 'usable']++
    })
    expect(Math.min(outcomes.waiting, outcomes.usable)).toBeGreaterThan(5)
  })

  it('[UPD-3] is unchanged exactly when applying it would change nothing', () => {
    const outcomes = { changed: 0, unchanged: 0 }
    forUpdates((doc, update) => {
      const { changed, pending } = applied(doc, update)
      if (pending) return
      expect(prepareUpdate(doc, update, allowAll, options).kind).toBe(changed ? 'ready' : 'unchanged')
      expect(trimUpdate(doc, update) !== null).toBe(changed)
      outcomes[changed ? 'changed' : 'unchanged']++
    })
    expect(Math.min(outcomes.changed, outcomes.unchanged)).toBeGreaterThan(5)
  })

  it('[UPD-4] trimmed to what is new, it leads to the same document, unit by unit, and is not longer', () => {
    forUpdates((doc, update) => {
      const { copy, pending, changed } = applied(doc, update)
      if (pending || !changed) return
      const prepared = prepareUpdate(doc, update, allowAll, options)
      if (prepared.kind !== 'ready') throw new Error(prepared.kind)
      expect(prepared.update.length).toBeLessThanOrEqual(update.length + 16)
      const trimmed = trimUpdate(doc, update) ?? new Uint8Array()
      expect(trimmed).toEqual(prepared.update)
      const other = applied(doc, trimmed)
      expect(visible(other.copy)).toEqual(visible(copy))
      expect(structureOf(other.copy)).toEqual(structureOf(copy))
      // Nothing of it is new any more.
      expect(trimUpdate(other.copy, update)).toBeNull()
    })
  })

  it('[UPD-6] is reported with the paths and kinds of change that Yjs reports when it is applied', () => {
    let reported = 0
    forUpdates((doc, update) => {
      const prepared = prepareUpdate(doc, update, allowAll, options)
      if (prepared.kind !== 'ready' || applied(doc, update).pending) return
      const told = new Set(prepared.changes.map(({ path, op }) => `${op} ${path.join('/')}`))
      const gone = prepared.changes.filter(({ op }) => op === 'delete').map(({ path }) => path.join('/'))
      const copy = copyOf(doc)
      for (const { path, op } of observedChanges(copy, () => Y.applyUpdate(copy, prepared.update))) {
        // A change inside something that was deleted as a whole is told as that deletion.
        const covered = gone.some((above) => path === above || path.startsWith(`${above}/`))
        if (!told.has(`${op} ${path}`) && !covered)
          throw new Error(`${op} ${path} was not reported: ${[...told].join(', ')}`)
        reported++
      }
    })
    expect(reported).toBeGreaterThan(60)
  })

  it('[UPD-15] goes on as exactly the bytes that came when all of it is new and allowed', () => {
    const doc = new Y.Doc()
    const author = new Y.Doc()
    const updates: Uint8Array[] = []
    author.on('update', (update: Uint8Array) => updates.push(update))
    const card = new Y.Map<unknown>()
    author.getMap('cards').set('card-a', card)
    card.set('title', 'a')
    card.set('title', 'b')
    author.getText('text').insert(0, 'hello')
    author.getText('text').delete(1, 3)
    for (const update of updates) {
      const prepared = prepareUpdate(doc, update, allowAll, options)
      expect(prepared.kind === 'ready' && prepared.update === update).toBe(true)
      Y.applyUpdate(doc, update)
    }
    expect(isEmptyUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toBe(true)
  })
})
