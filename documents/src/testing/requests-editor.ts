import type * as Y from 'yjs'
import { attachmentsMap } from '../attachments/shape.ts'
import { commentsMap } from '../card/shape.ts'
import { intentsMap, leaveIntent } from '../decisions/intents.ts'
import { addItems, moveItem, removeItems, setItemCells, setItemField, setJustification } from '../request/edit.ts'
import { detailsMap, itemsMap } from '../request/shape.ts'
import {
  archiveRequest,
  createRequest,
  restoreRequest,
  setRequestField,
  setRequestLabel,
  setRequestsMeta,
} from '../requests/edit.ts'
import { requestsMap, requestsRoots } from '../requests/shape.ts'
import type { EditContext, Undo } from '../undo.ts'

/** Opens the roots of a list of requests, so that copies can be compared from the start. */
export const openRequests = (doc: Y.Doc): void => {
  doc.getMap(requestsRoots.meta)
  requestsMap(doc)
  intentsMap(doc)
}
/** Opens the roots of a request's details. */
export const openRequest = (doc: Y.Doc): void => {
  for (const root of [detailsMap, itemsMap, commentsMap, attachmentsMap]) root(doc)
}

const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)]
type RandomEdit = (doc: Y.Doc, context: EditContext) => Undo | null

/** Runs the edit on an entry that is there, if there is one. */
const onOne =
  (
    root: (doc: Y.Doc) => Y.Map<unknown>,
    edit: (doc: Y.Doc, context: EditContext, id: string) => Undo | null,
  ): RandomEdit =>
  (doc, context) => {
    const id = pick([...root(doc).keys()], context.random)
    return id === undefined ? null : edit(doc, context, id)
  }

const listEdits: readonly RandomEdit[] = [
  (doc, context) => createRequest(doc, context, { title: `Pedido ${context.random()}` }).undo,
  onOne(requestsMap, (doc, context, requestId) => {
    const value = context.random() < 0.3 ? null : `CC-${Math.floor(context.random() * 4)}`
    return setRequestField(doc, context, { requestId, field: 'costCentre', value })
  }),
  onOne(requestsMap, (doc, context, requestId) => {
    const value = Math.floor(context.random() * 100_000)
    return setRequestField(doc, context, { requestId, field: 'total', value })
  }),
  onOne(requestsMap, (doc, context, requestId) =>
    setRequestLabel(doc, context, { requestId, label: 'urgente', on: context.random() < 0.5 }),
  ),
  onOne(requestsMap, archiveRequest),
  onOne(requestsMap, restoreRequest),
  (doc, context) => setRequestsMeta(doc, context, { title: `Compras ${Math.floor(context.random() * 3)}` }),
  onOne(requestsMap, (doc, context, subject) => {
    leaveIntent(doc, context, { type: 'request.submit', subject })
    return null
  }),
]

const detailEdits: readonly RandomEdit[] = [
  (doc, context) =>
    addItems(
      doc,
      context,
      Array.from({ length: 1 + Math.floor(context.random() * 3) }, (_, i) => ({
        description: `Item ${i}`,
        quantity: String(1 + Math.floor(context.random() * 20)),
        estimate: Math.floor(context.random() * 10_000),
      })),
    ).undo,
  onOne(itemsMap, (doc, context, itemId) =>
    setItemField(doc, context, { itemId, field: 'quantity', value: `${Math.floor(context.random() * 9)}.5` }),
  ),
  onOne(itemsMap, (doc, context, itemId) => {
    const value = context.random() < 0.2 ? null : Math.floor(context.random() * 5_000)
    return setItemField(doc, context, { itemId, field: 'estimate', value })
  }),
  onOne(itemsMap, (doc, context, itemId) =>
    setItemCells(doc, context, [
      { itemId, field: 'unit', value: pick(['un', 'kg', null], context.random) ?? null },
      { itemId, field: 'account', value: `3.1.${Math.floor(context.random() * 5)}` },
    ]),
  ),
  onOne(itemsMap, (doc, context, itemId) => removeItems(doc, context, [itemId])),
  onOne(itemsMap, (doc, context, itemId) => {
    const isGone = typeof (itemsMap(doc).get(itemId) as Y.Map<unknown>).get('deletedAt') === 'number'
    const aboveId = pick([...itemsMap(doc).keys()], context.random)
    return isGone ? null : moveItem(doc, context, { itemId, aboveId })
  }),
  (doc, context) => setJustification(doc, context, context.random() < 0.2 ? null : `Porque ${context.random()}`),
]

/** One random edit of a list of requests through the functions people use. Returns its undo. */
export const randomRequestsEdit = (doc: Y.Doc, context: EditContext): Undo | null =>
  pick(listEdits, context.random)?.(doc, context) ?? null

/** The same of one request's details. */
export const randomRequestEdit = (doc: Y.Doc, context: EditContext): Undo | null =>
  pick(detailEdits, context.random)?.(doc, context) ?? null
