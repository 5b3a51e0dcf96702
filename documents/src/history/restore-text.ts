import type * as Y from 'yjs'
import { captureItem, type ContentNode } from '../update/capture.ts'
import { putNode } from '../update/setback.ts'
import type { SharedType } from '../update/struct.ts'
import { keptPairs } from './kept-blocks.ts'

interface Block {
  readonly item: Y.Item
  readonly node: ContentNode
  readonly text: string
}

function blocksOf(type: SharedType): Block[] {
  const blocks: Block[] = []
  for (let item = type._start; item !== null; item = item.right) {
    const node = item.deleted ? null : captureItem(item)
    if (node) blocks.push({ item, node, text: JSON.stringify(node) })
  }
  return blocks
}

/**
 * Makes a rich text read as it did then, block by block: blocks that are the same stay themselves, with everybody's cursor in
 * them and everything that is typed there meanwhile. Changes `doc`: hand in a copy.
 * @returns how many blocks were put back or taken away
 */
export function restoreText(doc: Y.Doc, then: Y.Doc, root: string): number {
  const [now, was] = [blocksOf(doc.getXmlFragment(root)), blocksOf(then.getXmlFragment(root))]
  const texts = (blocks: readonly Block[]): string[] => blocks.map(({ text }) => text)
  const kept = new Map(keptPairs(texts(was), texts(now)))
  const stays = new Set(kept.values())
  let changed = 0
  doc.transact((transaction) => {
    for (const [j, { item }] of now.entries()) {
      if (stays.has(j)) continue
      item.delete(transaction)
      changed++
    }
    let left: Y.Item | null = null
    for (const [i, { node }] of was.entries()) {
      const same = kept.get(i)
      if (same !== undefined) left = now[same]?.item ?? left
      else {
        left = putNode(transaction, doc.getXmlFragment(root), null, left, node)
        changed++
      }
    }
  })
  return changed
}
