import * as Y from 'yjs'
import { createCard, moveCard, setCardField } from '../board/edit.ts'
import { addChecklistItem, addComment, setChecklistItem } from '../card/edit.ts'
import { notesFragment } from '../card/shape.ts'
import type { EditContext } from '../undo.ts'
import type { DemoAct } from './month.ts'

/** What the acts of a demo need to know of the board they happen on. */
export interface DemoScene {
  readonly stageIds: readonly string[]
  /** User ids and names, by index. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** Does what happened on the board, as any person would. @returns the card's id, which a creation makes */
export function actOnBoard(doc: Y.Doc, context: EditContext, act: DemoAct, scene: DemoScene, cardId: string): string {
  const stageId = (stage: number): string => {
    const id = scene.stageIds[stage]
    if (id === undefined) throw new RangeError('the demo needs its stages')
    return id
  }
  if (act.kind === 'create') {
    const fields = { ...act.fields, owner: context.userId }
    const { title, labels, stage } = act
    return createCard(doc, context, { stageId: stageId(stage), title, fields, labels, at: 'top' }).cardId
  }
  if (act.kind === 'move') moveCard(doc, context, { cardId, stageId: stageId(act.stage), at: 'top' })
  if (act.kind === 'set') setCardField(doc, context, { cardId, field: act.field, value: act.value })
  return cardId
}

/** Does what happened in the details of an opportunity. `items` remembers the tasks by their text. */
export function actOnCard(
  doc: Y.Doc,
  context: EditContext,
  act: DemoAct,
  { people }: DemoScene,
  items: Map<string, string>,
): void {
  if (act.kind === 'note')
    doc.transact(() => {
      const fragment = notesFragment(doc)
      const paragraphs = act.paragraphs.map((text) => {
        const paragraph = new Y.XmlElement('paragraph')
        paragraph.insert(0, [new Y.XmlText(text)])
        return paragraph
      })
      fragment.insert(fragment.length, paragraphs)
    })
  if (act.kind === 'comment') {
    const name = act.mentioned === null ? '' : (people[act.mentioned % people.length]?.name ?? '')
    addComment(doc, context, { text: act.text.replace('{quem}', name) })
  }
  if (act.kind === 'task') items.set(act.text, addChecklistItem(doc, context, { text: act.text }).itemId)
  const itemId = act.kind === 'tick' ? items.get(act.text) : undefined
  if (itemId !== undefined) setChecklistItem(doc, context, { itemId, done: true })
}
