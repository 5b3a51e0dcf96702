import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seededRandom } from '../testing/random.ts'
import { prepareUpdate, refreshReverts, revertOrigin, setBack } from './index.ts'
import type { Revert } from './index.ts'
import { copyOf } from './testing/corpus.ts'
import { randomEdit, visible } from './testing/edits.ts'
import { cards, Pair, putCard } from './testing/pair.ts'

const soak = Number(process.env['MUTIRAO_SOAK'] ?? '1')
const revertAll = (): { kind: 'revert'; rule: string } => ({ kind: 'revert', rule: 'nobody' })

/** As if read back from the note of a journal row. */
const noted = (reverts: readonly Revert[]): readonly Revert[] =>
  JSON.parse(JSON.stringify(reverts)) as readonly Revert[]

describe('setting back', () => {
  it('[UPD-11] leaves the document as it was, whatever the update did, and every copy agrees', () => {
    let reverted = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = seededRandom(seed)
        const server = new Y.Doc()
        for (let i = 0; i < 12; i++) randomEdit(server, random, { mischief: 0.1 })
        const author = copyOf(server)
        const colleague = copyOf(server)
        const before = visible(copyOf(server))
        for (let i = 0; i < 4; i++) randomEdit(author, random, { mischief: 0.3 })
        const update = Y.encodeStateAsUpdate(author, Y.encodeStateVector(server))
        const prepared = prepareUpdate(server, update, revertAll, { ownsClient: () => true })
        if (prepared.kind !== 'ready') return
        expect(prepared.refused).toEqual([])
        reverted += prepared.reverts.length
        Y.applyUpdate(server, prepared.update)
        const back = setBack(server, noted(prepared.reverts))
        expect(visible(server)).toEqual(before)
        Y.applyUpdate(colleague, back === null ? prepared.update : Y.mergeUpdates([prepared.update, back]))
        expect(visible(colleague)).toEqual(before)
        Y.applyUpdate(author, Y.encodeStateAsUpdate(server, Y.encodeStateVector(author)))
        expect(visible(author)).toEqual(before)
      }),
      { numRuns: 80 * soak },
    )
    expect(reverted).toBeGreaterThan(30)
  })

  it('[UPD-11] one transaction with an origin of its own; nothing to do gives null', () => {
    const pair = new Pair((change) => (change.path.at(-1) === 'owner' ? revertAll() : undefined))
    putCard(pair.author, 'card-a', { title: 'Primeiro', owner: 'me' })
    const prepared = pair.prepare(pair.frame())
    if (prepared.kind !== 'ready') throw new Error(prepared.kind)
    const origins: unknown[] = []
    Y.applyUpdate(pair.server, prepared.update)
    pair.server.on('update', (_: Uint8Array, origin: unknown) => origins.push(origin))
    expect(setBack(pair.server, prepared.reverts)).toBeInstanceOf(Uint8Array)
    expect(origins).toEqual([revertOrigin])
    expect(cards(pair.server).toJSON()).toEqual({ 'card-a': { title: 'Primeiro' } })
    expect(setBack(pair.server, prepared.reverts)).toBeNull()
    expect(setBack(pair.server, [])).toBeNull()
  })

  it('[UPD-12] leaves alone what somebody else has written since', () => {
    const pair = new Pair((change) => (change.path.at(-1) === 'owner' ? revertAll() : undefined))
    pair.author.clientID = 20
    putCard(pair.author, 'card-a', { title: 'Primeiro' })
    pair.send()
    const colleague = copyOf(pair.server)
    colleague.clientID = 900
    cards(pair.author).get('card-a')?.set('owner', 'me')
    const prepared = pair.prepare(pair.frame())
    if (prepared.kind !== 'ready') throw new Error(prepared.kind)
    cards(colleague).get('card-a')?.set('owner', 'colleague')
    const theirs = Y.encodeStateAsUpdate(colleague, Y.encodeStateVector(pair.server))

    // Theirs arrives first and wins (higher client id): it stays.
    const first = copyOf(pair.server)
    Y.applyUpdate(first, theirs)
    Y.applyUpdate(first, prepared.update)
    setBack(first, prepared.reverts)
    expect(cards(first).get('card-a')?.get('owner')).toBe('colleague')

    // Theirs arrives first and loses: it comes back.
    colleague.clientID = 10
    const lower = copyOf(pair.server)
    lower.clientID = 10
    cards(lower).get('card-a')?.set('owner', 'colleague')
    const second = copyOf(pair.server)
    Y.applyUpdate(second, Y.encodeStateAsUpdate(lower, Y.encodeStateVector(second)))
    const reverts = refreshReverts(second, prepared.reverts)
    Y.applyUpdate(second, prepared.update)
    setBack(second, reverts)
    expect(cards(second).get('card-a')?.get('owner')).toBe('colleague')
  })

  it('[UPD-21] puts plain values at paths, only where they differ, and never makes a container for them', () => {
    const doc = new Y.Doc()
    putCard(doc, 'card-a', { title: 'Primeiro', pos: { stage: 's', rank: 'r' } })
    const put = (path: readonly string[], before: string | object | undefined): Uint8Array | null =>
      setBack(doc, [{ path, rule: 'created_by', before: before as string | undefined }])
    expect(put(['cards', 'card-a', 'title'], 'Primeiro')).toBeNull()
    expect(put(['cards', 'card-a', 'pos'], { rank: 'r', stage: 's' })).toBeNull()
    expect(put(['cards', 'card-x', 'title'], 'x')).toBeNull()
    expect(put(['nothing', 'here'], 'x')).toBeNull()
    expect(put(['cards'], 'x')).toBeNull()
    expect(put(['cards', 'card-a', 'createdBy'], 'ana')).not.toBeNull()
    expect(put(['cards', 'card-a', 'title'], undefined)).not.toBeNull()
    expect(cards(doc).toJSON()).toEqual({ 'card-a': { pos: { stage: 's', rank: 'r' }, createdBy: 'ana' } })
  })

  it('[UPD-11] text positions stay right after text was set back', () => {
    const pair = new Pair((change) => (change.op === 'delete' ? revertAll() : undefined))
    pair.author.getText('text').insert(0, 'one two three')
    pair.send()
    pair.server.getText('text').insert(13, ' four')
    pair.author.getText('text').delete(4, 4)
    pair.send()
    pair.server.getText('text').insert(4, 'and ')
    expect(pair.server.getText('text').toJSON()).toBe('one and two three four')
  })
})
