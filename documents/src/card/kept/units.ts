import * as Y from 'yjs'

/** One letter (UTF-16 unit) of a text, with the Yjs id it was typed under. */
export interface Unit {
  readonly client: number
  readonly clock: number
  readonly char: string
}

/** The letters of a text in their order, deleted ones too as far as their content is still there, of the items `take` wants. */
export function unitsOf(text: Y.XmlText, take: (item: Y.Item) => boolean): readonly Unit[] {
  const units: Unit[] = []
  for (let item = text._start; item !== null; item = item.right) {
    const { content } = item
    if (!(content instanceof Y.ContentString) || !take(item)) continue
    const { client, clock } = item.id
    for (let i = 0; i < content.str.length; i++) units.push({ client, clock: clock + i, char: content.str[i] ?? '' })
  }
  return units
}

export const wordsOf = (units: readonly Unit[]): string => units.map(({ char }) => char).join('')

/** The text an item stands in; null when it stands in something else. */
export const textAround = (item: Y.Item): Y.XmlText | null => (item.parent instanceof Y.XmlText ? item.parent : null)

/** The text an item is; null when it is something else. */
export const textOf = (item: unknown): Y.XmlText | null =>
  item instanceof Y.Item && item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlText
    ? item.content.type
    : null

export const elementOf = (item: unknown): Y.XmlElement | null =>
  item instanceof Y.Item && item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlElement
    ? item.content.type
    : null

/** Whether it or anything around it is deleted. */
export function isGone(type: { readonly _item: Y.Item | null }): boolean {
  for (let item = type._item; item !== null; item = parentItem(item)) if (item.deleted) return true
  return false
}

/** The item that holds a letter; null when it is not known, or thrown away. */
export function itemAt(doc: Y.Doc, { client, clock }: Pick<Unit, 'client' | 'clock'>): Y.Item | null {
  const structs = doc.store.clients.get(client)
  if (!structs || clock >= Y.getState(doc.store, client)) return null
  const struct = structs[Y.findIndexSS(structs, clock)]
  return struct instanceof Y.Item ? struct : null
}

export const parentItem = (item: Y.Item): Y.Item | null =>
  item.parent instanceof Y.AbstractType ? item.parent._item : null
