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

it('[CRD-34] whatever the steps, forward and back, are', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seededRandom(seed)
    const pick = (below: number): number => Math.floor(random() * below)
    const { server, ana } = writing('abcdef')
    for (let step = 0; step < 20; step++) {
      const [kind, count] = [pick(10), ana.notes.length]
      const at = pick(Math.max(1, count))
      if (kind >= 6) ana.undo[kind < 9 ? 'undo' : 'redo']()
      else if (count > 0 && kind < 3) ana.split(at, pick(ana.text(at).length + 1))
      else if (count > 0 && kind < 5) ana.change(at, 'heading')
      else if (count > 1) ana.joinWithPrevious(1 + pick(count - 1))
    }
    settle(server)
    const [own] = copies(server, ana)
    expect(copies(server, ana), `seed ${seed}`).toEqual([own, own, own])
  }
})
