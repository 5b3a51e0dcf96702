import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Network, testContext } from './testing/index.ts'
import { createBoardStore } from './board/index.ts'
import { archiveView, createView, moveView, setViewField } from './views-edit.ts'
import { maxViews, viewsMap } from './views.ts'

describe('views people share on a board', () => {
  it('[VUE-1] are made, changed and taken away, and each step back restores exactly that', () => {
    const doc = new Y.Doc()
    const ana = testContext('ana', 1)
    const store = createBoardStore(doc)
    let calls = 0
    store.subscribe('views', () => void calls++)
    const { viewId, undo } = createView(doc, ana, { name: ' Minhas ', query: 'dono=eu' })
    createView(doc, ana, { name: 'Atrasadas', query: 'fecha=atrasada' })
    expect(store.views().map(({ name, query, by }) => [name, query, by])).toEqual([
      ['Minhas', 'dono=eu', 'ana'],
      ['Atrasadas', 'fecha=atrasada', 'ana'],
    ])
    const [, second] = store.views()
    const renamed = setViewField(doc, ana, { viewId, field: 'name', value: 'Só minhas' })
    expect(store.views()[0]?.name).toBe('Só minhas')
    expect(store.views()[1]).toBe(second)
    renamed?.apply(doc, ana)
    expect(store.views()[0]?.name).toBe('Minhas')
    const archived = archiveView(doc, ana, viewId)
    expect(store.views().map(({ name }) => name)).toEqual(['Atrasadas'])
    expect(archiveView(doc, ana, viewId)).toBeNull()
    archived?.apply(doc, ana)
    expect(store.views().map(({ name }) => name)).toEqual(['Minhas', 'Atrasadas'])
    undo.apply(doc, ana)
    expect(store.views().map(({ name }) => name)).toEqual(['Atrasadas'])
    expect(calls).toBe(7)
  })

  it('[VUE-1] what a colleague changed since stays when the first one undoes', () => {
    const network = new Network({ peers: 2, seed: 4, open: (doc) => void viewsMap(doc) })
    const [ana, bruno] = [testContext('ana', 1), testContext('bruno', 2)]
    const { viewId, undo } = createView(network.doc(0), ana, { name: 'Minhas', query: 'dono=eu' })
    network.heal()
    setViewField(network.doc(1), bruno, { viewId, field: 'query', value: 'dono=eu&valor=10000..' })
    network.heal()
    expect(undo.apply(network.doc(0), ana)).toMatchObject({ done: 0, skipped: 1 })
    network.heal()
    for (const doc of network.docs)
      expect(createBoardStore(doc).views()[0]).toMatchObject({ name: 'Minhas', query: 'dono=eu&valor=10000..' })
  })

  it('[VUE-5] are put into another order, by two people at once too, and each undoes the own step only', () => {
    const network = new Network({ peers: 2, seed: 5, open: (doc) => void viewsMap(doc) })
    const [ana, bruno] = [testContext('ana', 1), testContext('bruno', 2)]
    const [a = '', b = '', c = ''] = ['A', 'B', 'C'].map(
      (name) => createView(network.doc(0), ana, { name, query: 'dono=eu' }).viewId,
    )
    network.heal()
    const names = (peer: number) =>
      createBoardStore(network.doc(peer))
        .views()
        .map(({ name }) => name)
        .join('')
    expect(moveView(network.doc(0), ana, { viewId: b, aboveId: a })).toBeNull()
    const first = moveView(network.doc(0), ana, { viewId: c, aboveId: null })
    expect(names(0)).toBe('CAB')
    moveView(network.doc(1), bruno, { viewId: a, aboveId: b })
    expect(names(1)).toBe('BAC')
    network.heal()
    expect([names(0), names(1)]).toEqual(['CBA', 'CBA'])
    first?.apply(network.doc(0), ana)
    network.heal()
    // Where it stood: between B and where A has gone meanwhile.
    expect(names(0)).toBe(names(1))
    expect(names(0).replace('C', '')).toBe('BA')
    expect(names(0)).not.toBe('CBA')
  })

  it('[VUE-2] bad input is refused before anything is written, strange data is passed over', () => {
    const doc = new Y.Doc()
    const ana = testContext('ana', 1)
    expect(() => createView(doc, ana, { name: ' ', query: '' })).toThrow(expect.objectContaining({ code: 'bad_value' }))
    const long = 'x'.repeat(4_000)
    expect(() => createView(doc, ana, { name: 'a', query: long })).toThrow(
      expect.objectContaining({ code: 'too_large' }),
    )
    expect(viewsMap(doc).size).toBe(0)
    viewsMap(doc).set('odd-entry', 'not a view')
    viewsMap(doc).set('odd-entry2', new Y.Map([['name', 5]]))
    expect(createBoardStore(doc).views()).toMatchObject([{ id: 'odd-entry2', name: '', query: '', by: null }])
    for (let i = 1; i < maxViews; i++) createView(doc, ana, { name: `Visão ${i}`, query: '' })
    expect(() => createView(doc, ana, { name: 'zu viel', query: '' })).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    )
  })
})
