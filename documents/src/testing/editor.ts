import * as Y from 'yjs'
import {
  archiveCards,
  archiveStage,
  createCard,
  createStage,
  defaultStages,
  importCards,
  moveCard,
  moveCards,
  moveCardsWith,
  moveStage,
  restoreCards,
  restoreStage,
  seedBoard,
  setBoardMeta,
  setCardField,
  setCardsField,
  setCardsLabel,
  setLabel,
  setStageField,
} from '../board/index.ts'
import {
  archiveField,
  createField,
  editCells,
  editField,
  moveField,
  restoreField,
  setCustomField,
} from '../board/index.ts'
import { fieldsMap, fieldTypes, readField } from '../board/fields.ts'
import type { CustomValue, FieldSnapshot } from '../board/index.ts'
import { cardsMap, stagesMap } from '../board/shape.ts'
import { addChecklistItem, addComment, deleteComment, editComment } from '../card/index.ts'
import { moveChecklistItem, removeChecklistItem, setChecklistItem } from '../card/index.ts'
import { readChecklist, readComments } from '../card/read.ts'
import { checklistMap, commentsMap, notesFragment } from '../card/shape.ts'
import type { EditContext, Undo } from '../undo.ts'

const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)]

/** Puts the default stages and some cards into a board, as the server would. Returns the stage ids in order. */
export function seedTestBoard(doc: Y.Doc, context: EditContext, cards = 6): readonly string[] {
  const { stageIds } = seedBoard(doc, context, { title: 'Teste', stages: defaultStages })
  for (let i = 0; i < cards; i++) {
    const stageId = stageIds[i % stageIds.length] ?? ''
    createCard(doc, context, { stageId, title: `Oportunidade ${i}`, fields: { value: (i + 1) * 10_000 } })
  }
  return stageIds
}

const entryIds = (map: Y.Map<unknown>, isLive: boolean): string[] =>
  [...map.entries()].flatMap(([id, entry]) =>
    entry instanceof Y.Map && (typeof entry.get('deletedAt') !== 'number') === isLive ? [id] : [],
  )

type RandomEdit = (doc: Y.Doc, context: EditContext) => Undo | null

const liveStage = (doc: Y.Doc, { random }: EditContext): string | undefined =>
  pick(entryIds(stagesMap(doc), true), random)
const liveCard = (doc: Y.Doc, { random }: EditContext): string | undefined =>
  pick(entryIds(cardsMap(doc), true), random)

const fieldEdits: RandomEdit[] = [
  (doc, context) => {
    const cardId = liveCard(doc, context)
    const value = Math.floor(context.random() * 1e7)
    return cardId ? setCardField(doc, context, { cardId, field: 'value', value }) : null
  },
  (doc, context) => {
    const cardId = liveCard(doc, context)
    const value = context.random() < 0.2 ? null : `Conta ${Math.floor(context.random() * 5)}`
    return cardId ? setCardField(doc, context, { cardId, field: 'account', value }) : null
  },
  (doc, context) => {
    const cardId = liveCard(doc, context)
    return cardId ? setCardField(doc, context, { cardId, field: 'title', value: `T ${context.random()}` }) : null
  },
  (doc, context) => {
    const cardId = liveCard(doc, context)
    return cardId ? setLabel(doc, context, { cardId, label: 'Piloto', on: context.random() < 0.6 }) : null
  },
]

const cardEdits: RandomEdit[] = [
  (doc, context) => {
    const stageId = liveStage(doc, context)
    const at = context.random() < 0.5 ? 'top' : 'bottom'
    return stageId ? createCard(doc, context, { stageId, title: 'Nova', at }).undo : null
  },
  (doc, context) => {
    const [cardId, stageId, near] = [liveCard(doc, context), liveStage(doc, context), liveCard(doc, context)]
    if (!cardId || !stageId) return null
    return moveCard(doc, context, {
      cardId,
      stageId,
      ...(context.random() < 0.5 ? { aboveId: near } : { belowId: near }),
    })
  },
  (doc, context) => {
    const stageId = liveStage(doc, context)
    const cardIds = entryIds(cardsMap(doc), true).filter(() => context.random() < 0.3)
    return stageId && cardIds.length > 0 ? moveCards(doc, context, { cardIds, stageId, at: 'top' }) : null
  },
  (doc, context) => {
    const stageId = liveStage(doc, context)
    return stageId
      ? importCards(
          doc,
          context,
          [1, 2, 3].map((i) => ({ stageId, title: `Linha ${i}` })),
        ).undo
      : null
  },
  (doc, context) => {
    const cardIds = entryIds(cardsMap(doc), true).filter(() => context.random() < 0.3)
    const value = context.random() < 0.3 ? null : `2026-12-${10 + Math.floor(context.random() * 20)}`
    return setCardsField(doc, context, { cardIds, field: 'closeOn', value })
  },
  (doc, context) => {
    const cardIds = entryIds(cardsMap(doc), true).filter(() => context.random() < 0.3)
    return setCardsLabel(doc, context, { cardIds, label: 'Urgente', on: context.random() < 0.6 })
  },
  (doc, context) => {
    const stageId = liveStage(doc, context)
    const cardIds = entryIds(cardsMap(doc), true).filter(() => context.random() < 0.2)
    const owner = context.random() < 0.3 ? null : `person-${Math.floor(context.random() * 3)}`
    return stageId ? moveCardsWith(doc, context, { cardIds, stageId, at: 'top', owner, lostReason: null }) : null
  },
  (doc, context) => {
    const cardId = liveCard(doc, context)
    return cardId ? archiveCards(doc, context, [cardId]) : null
  },
  (doc, context) => {
    const cardId = pick(entryIds(cardsMap(doc), false), context.random)
    return cardId ? restoreCards(doc, context, [cardId]) : null
  },
]

const stageEdits: RandomEdit[] = [
  (doc, context) => createStage(doc, context, { name: 'Etapa nova', probability: 30 }).undo,
  (doc, context) => {
    const [stageId, aboveId] = [liveStage(doc, context), liveStage(doc, context)]
    return stageId ? moveStage(doc, context, { stageId, aboveId }) : null
  },
  (doc, context) => {
    const stageId = liveStage(doc, context)
    const value = Math.floor(context.random() * 101)
    return stageId ? setStageField(doc, context, { stageId, field: 'probability', value }) : null
  },
  (doc, context) => {
    const stageIds = entryIds(stagesMap(doc), true)
    const stageId = stageIds.length > 2 ? pick(stageIds, context.random) : undefined
    return stageId ? archiveStage(doc, context, stageId) : null
  },
  (doc, context) => {
    const stageId = pick(entryIds(stagesMap(doc), false), context.random)
    return stageId ? restoreStage(doc, context, stageId) : null
  },
  (doc, context) => setBoardMeta(doc, context, { title: `Funil ${Math.floor(context.random() * 4)}` }),
]

/** A value that fits the field. */
function valueFor(field: FieldSnapshot, { random }: EditContext): CustomValue | null {
  const some = Math.floor(random() * 5)
  switch (field.type) {
    case 'text':
      return `Texto ${some}`
    case 'number':
      return some / 4
    case 'money':
      return some * 1_000
    case 'date':
      return `2026-12-0${some + 1}`
    case 'choice':
      return pick(field.options, random)?.id ?? null
    case 'person':
      return `person-${some}`
  }
}

function someField(doc: Y.Doc, { random }: EditContext, isLive = true): FieldSnapshot | undefined {
  const id = pick(entryIds(fieldsMap(doc), isLive), random)
  return id === undefined ? undefined : (readField(id, fieldsMap(doc).get(id)) ?? undefined)
}

const option = (name: string, { newId }: EditContext) => ({ id: newId(), name, color: '#2c68d6' })

const customEdits: RandomEdit[] = [
  (doc, context) => {
    const type = pick(fieldTypes, context.random) ?? 'text'
    const options = type === 'choice' ? [option('Sim', context), option('Não', context)] : undefined
    return entryIds(fieldsMap(doc), true).length < 8
      ? createField(doc, context, { name: `Campo ${type}`, type, options }).undo
      : null
  },
  (doc, context) => {
    const [cardId, field] = [liveCard(doc, context), someField(doc, context)]
    if (!cardId || !field) return null
    return setCustomField(doc, context, { cardId, fieldId: field.id, value: valueFor(field, context) })
  },
  (doc, context) => {
    const [field, stageId] = [someField(doc, context), liveStage(doc, context)]
    const cardIds = entryIds(cardsMap(doc), true).filter(() => context.random() < 0.3)
    if (!field || !stageId) return null
    const value = valueFor(field, context)
    return editCells(doc, context, [
      ...cardIds.map((cardId) => ({ kind: 'custom', cardId, fieldId: field.id, value }) as const),
      ...cardIds.map((cardId) => ({ kind: 'labels', cardId, labels: ['Planilha'] }) as const),
      ...cardIds.slice(0, 2).map((cardId) => ({ kind: 'stage', cardId, stageId }) as const),
    ])
  },
  (doc, context) => {
    const field = someField(doc, context)
    if (!field) return null
    const options = field.type === 'choice' ? [...field.options, option('Talvez', context)].slice(-4) : undefined
    return editField(doc, context, { fieldId: field.id, name: `Nome ${context.random()}`, options })
  },
  (doc, context) => {
    const [field, near] = [someField(doc, context), someField(doc, context)]
    return field ? moveField(doc, context, { fieldId: field.id, aboveId: near?.id }) : null
  },
  (doc, context) => {
    const field = someField(doc, context)
    return field ? archiveField(doc, context, field.id) : null
  },
  (doc, context) => {
    const field = someField(doc, context, false)
    return field ? restoreField(doc, context, field.id) : null
  },
]

/** One random edit of a board through the functions people use. Returns its undo. */
export function randomBoardEdit(doc: Y.Doc, context: EditContext): Undo | null {
  const dice = context.random()
  const group = dice < 0.4 ? cardEdits : dice < 0.65 ? fieldEdits : dice < 0.9 ? customEdits : stageEdits
  return pick(group, context.random)?.(doc, context) ?? null
}

const detailEdits: RandomEdit[] = [
  (doc, context) => addComment(doc, context, { text: `Falei com o cliente ${context.random()}` }).undo,
  (doc, context) => {
    const own = readComments(commentsMap(doc)).filter(({ by }) => by === context.userId)
    const commentId = pick(own, context.random)?.id
    return commentId ? editComment(doc, context, { commentId, text: `Corrigido ${context.random()}` }) : null
  },
  (doc, context) => {
    const own = readComments(commentsMap(doc)).filter(({ by }) => by === context.userId)
    const commentId = pick(own, context.random)?.id
    return commentId ? deleteComment(doc, context, commentId) : null
  },
  (doc, context) => addChecklistItem(doc, context, { text: 'Enviar proposta' }).undo,
  (doc, context) => {
    const item = pick(readChecklist(checklistMap(doc)), context.random)
    return item ? setChecklistItem(doc, context, { itemId: item.id, done: !item.done }) : null
  },
  (doc, context) => {
    const items = readChecklist(checklistMap(doc))
    const [item, near] = [pick(items, context.random), pick(items, context.random)]
    return item ? moveChecklistItem(doc, context, { itemId: item.id, aboveId: near?.id }) : null
  },
  (doc, context) => {
    const item = pick(readChecklist(checklistMap(doc)), context.random)
    return item ? removeChecklistItem(doc, context, item.id) : null
  },
  (doc, context) => {
    typeIntoNotes(doc, context)
    return null
  },
]

/** What the notes editor does to the document: paragraphs come, text comes and goes. */
function typeIntoNotes(doc: Y.Doc, { random }: EditContext): void {
  const notes = notesFragment(doc)
  const texts = notes.toArray().flatMap((node) => (node instanceof Y.XmlElement ? node.toArray() : []))
  const text = pick(texts, random)
  doc.transact(() => {
    if (!(text instanceof Y.XmlText) || random() < 0.2) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('Olá ')])
      notes.insert(Math.floor(random() * (notes.length + 1)), [paragraph])
    } else if (text.length > 0 && random() < 0.3) text.delete(Math.floor(random() * text.length), 1)
    else text.insert(Math.floor(random() * (text.length + 1)), 'abc')
  })
}

/** One random edit of a card's detail document. */
export const randomDetailEdit = (doc: Y.Doc, context: EditContext): Undo | null =>
  pick(detailEdits, context.random)?.(doc, context) ?? null
