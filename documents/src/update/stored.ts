/** What whoever hands out a document part by part has to know of each struct in its store. */
import * as Y from 'yjs'

export type Stored = Y.Item | Y.GC

/** Where a text begins or ends to be bold, a link and so on. */
export const isMark = (struct: Stored): boolean => struct instanceof Y.Item && struct.content instanceof Y.ContentFormat

/** Gap fillers and deleted content delete themselves; only items kept with their content need to be named. */
export const needsDeletion = (struct: Stored): boolean =>
  struct instanceof Y.Item && struct.deleted && !(struct.content instanceof Y.ContentDeleted)

/** Deletions of one client, in the order of their clocks. */
export type Ranges = [clock: number, length: number][]

/** Neighbours become one range. */
export function addRange(ranges: Ranges, clock: number, length: number): void {
  const last = ranges.at(-1)
  if (last !== undefined && last[0] + last[1] === clock) last[1] += length
  else ranges.push([clock, length])
}
