import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { seededRandom } from '../../random.ts'
import { notesFragment } from '../shape.ts'
import { Server, settle, type Person } from './testing/two-people.ts'

/** What the writer sees, what the server has, and what somebody gets who opens the card now. */
function copies(server: Server, writer: Person): readonly string[] {
  const fresh = new Y.Doc()
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(server.doc))
  return [writer.doc, server.doc, fresh].map((doc) => notesFragment(doc).toJSON())
}

function writing(words: string) {
  const server = new Server()
  const ana = server.join(1)
  settle(server)
  ana.add('paragraph', words)
  settle(server)
  return { server, ana }
}

it('[CRD-34] Enter and back, Enter elsewhere and back, one more back and forward: the text is the same for everybody', () => {
  const { server, ana } = writing('abcdef')
  ana.split(0, 1)
  ana.undo.undo()
  ana.split(0, 4)
  for (const step of ['undo', 'undo', 'redo'] as const) ana.undo[step]()
  settle(server)
  const [own] = copies(server, ana)
  expect(copies(server, ana)).toEqual([own, own, own])
  expect(own).toContain('abcdef')
})

/** One random act of somebody who writes alone; false when there is nothing to do it with. */
function act(ana: Person, pick: (below: number) => number): boolean {
  const [kind, count] = [pick(10), ana.notes.length]
  const at = pick(Math.max(1, count))
  if (kind < 2 && count > 0) return ana.type('xyz'.charAt(pick(3)), '', at)
  if (kind < 6 && count > 0) ana.split(at, pick(ana.text(at).length + 1))
  else if (kind < 8 && count > 0) ana.change(at, 'heading')
  else if (count > 1) ana.joinWithPrevious(1 + pick(count - 1))
  else return false
  return true
}

const randomOf = (seed: number) => {
  const random = seededRandom(seed)
  return (below: number): number => Math.floor(random() * below)
}

it('[CRD-34] whatever the steps, forward and back, are', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const pick = randomOf(seed)
    const { server, ana } = writing('abcdef')
    for (let step = 0; step < 20; step++) {
      if (pick(2) === 0) act(ana, pick)
      else ana.undo[pick(4) > 0 ? 'undo' : 'redo']()
    }
    settle(server)
    const [own] = copies(server, ana)
    expect(copies(server, ana), `seed ${seed}`).toEqual([own, own, own])
  }
})

it('[CRD-35] who writes alone gets with each step back what was there before it, and with each step forward what was there after', () => {
  for (let seed = 1; seed <= 2_000; seed++) {
    const pick = randomOf(seed)
    const { ana } = writing('abcdef')
    const { undo } = ana
    /** What stood there with so many steps taken. */
    const states = ['', ana.notes.toJSON()]
    for (let step = 0; step < 14; step++) {
      if (pick(2) === 0) {
        if (!act(ana, pick)) continue
        states.length = undo.undoStack.length
        states.push(ana.notes.toJSON())
      } else {
        undo[pick(4) > 0 ? 'undo' : 'redo']()
        expect(ana.notes.toJSON(), `seed ${seed}`).toBe(states[undo.undoStack.length])
      }
    }
  }
})
