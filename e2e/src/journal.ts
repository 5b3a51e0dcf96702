/** What the journal says, read with SQL at that moment: the oracle for everything the pill claims. */
import type { Database } from '@mutirao/persistence'
import * as Y from 'yjs'

/** The document as its journal rows give it. Reads every row: for tests, not for work. */
export async function documentFromJournal(database: Database, name: string): Promise<Y.Doc> {
  const { rows } = await database.pool.query<{ update: Buffer }>(
    'select j.update from journal j join document d on d.id = j.document_id where d.name = $1 order by j.seq',
    [name],
  )
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const row of rows) Y.applyUpdate(doc, row.update)
  })
  return doc
}

/** A card's fields as the journal has them, or undefined when no row created that card. */
export async function cardInJournal(
  database: Database,
  board: string,
  cardId: string,
): Promise<Record<string, unknown> | undefined> {
  const doc = await documentFromJournal(database, board)
  const card = doc.getMap('cards').get(cardId)
  return card instanceof Y.Map ? card.toJSON() : undefined
}

/** Plain text of a card's notes as the journal has them. */
export async function notesInJournal(database: Database, card: string): Promise<string> {
  const doc = await documentFromJournal(database, card)
  return doc
    .getXmlFragment('notes')
    .toJSON()
    .replace(/<[^>]*>/g, '')
}

/** How many journal rows a document has, asked with SQL. */
export async function rowsInJournal(database: Database, name: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    'select count(*)::int as count from journal j join document d on d.id = j.document_id where d.name = $1',
    [name],
  )
  return rows[0]?.count ?? 0
}

/** All cards of a board as the journal has them, archived ones included. */
export async function cardsInJournal(database: Database, board: string): Promise<Map<string, Record<string, unknown>>> {
  const doc = await documentFromJournal(database, board)
  const cards = new Map<string, Record<string, unknown>>()
  for (const [id, card] of doc.getMap('cards').entries()) if (card instanceof Y.Map) cards.set(id, card.toJSON())
  return cards
}
