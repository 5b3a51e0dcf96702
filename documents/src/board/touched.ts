import * as Y from 'yjs'

export type Events = Y.YEvent<Y.AbstractType<unknown>>[]

/** Ids of the entries of a root map that a transaction touched: the entry itself or something in it. */
export function touchedEntries(events: Events, root: Y.Map<unknown>, into: Set<string>): void {
  for (const event of events) {
    if (event.target === root && event instanceof Y.YMapEvent)
      for (const id of event.keysChanged) into.add(id as string)
    else if (typeof event.path[0] === 'string') into.add(event.path[0])
  }
}
