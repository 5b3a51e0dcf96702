import type * as Y from 'yjs'
import { fieldsMap } from '../board/fields.ts'
import { viewsMap } from '../views.ts'
import { cardsMap, metaMap, stagesMap } from '../board/shape.ts'
import { checklistMap, commentsMap, notesFragment } from '../card/shape.ts'
import type { EditContext, Undo } from '../undo.ts'
import { testContext } from './context.ts'
import { randomBoardEdit, seedTestBoard } from './editor.ts'
import { Network } from './network.ts'

/** Opens the roots of a board, so that copies can be compared from the start. */
export const openBoard = (doc: Y.Doc): void => {
  metaMap(doc)
  stagesMap(doc)
  cardsMap(doc)
  fieldsMap(doc)
  viewsMap(doc)
}
/** Opens the roots of a card's details. */
export const openCard = (doc: Y.Doc): void => {
  notesFragment(doc)
  checklistMap(doc)
  commentsMap(doc)
}

export interface Spell {
  readonly network: Network
  readonly people: readonly EditContext[]
  /** Per person: what has not been undone yet. */
  readonly undos: readonly (Undo | null)[][]
  readonly stageIds: readonly string[]
}

/** People edit a board over a bad network, each undoing now and then. */
export function editedBoard(seed: number, peers: number, steps: number): Spell {
  const network = new Network({ peers, seed, open: openBoard })
  const people = network.docs.map((_, peer) => testContext(`person-${peer}`, seed + peer))
  const undos = network.docs.map((): (Undo | null)[] => [])
  const stageIds = seedTestBoard(network.doc(0), testContext('server', seed))
  network.heal()
  for (let step = 0; step < steps; step++) {
    const peer = Math.floor(network.random() * peers)
    const person = people[peer]
    if (!person) continue
    const undo = network.random() < 0.15 ? undos[peer]?.pop() : undefined
    if (undo) undo.apply(network.doc(peer), person)
    else undos[peer]?.push(randomBoardEdit(network.doc(peer), person))
    network.deliver(Math.floor(network.random() * 4))
  }
  return { network, people, undos, stageIds }
}
