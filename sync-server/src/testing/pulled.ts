import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

/** The updates of a pull's body (CONTRACT "Sync over HTTP"). */
export async function updatesOf(answer: Response): Promise<Uint8Array[]> {
  const decoder = decoding.createDecoder(new Uint8Array(await answer.arrayBuffer()))
  const updates: Uint8Array[] = []
  while (decoding.hasContent(decoder)) updates.push(decoding.readVarUint8Array(decoder))
  return updates
}

/** What a caller that has nothing makes of a pull: applied in order in one transaction. */
export async function docOf(answer: Response, doc: Y.Doc = new Y.Doc()): Promise<Y.Doc> {
  const updates = await updatesOf(answer)
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}
