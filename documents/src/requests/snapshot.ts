import * as Y from 'yjs'
import { labelPrefix } from '../board/shape.ts'
import { isDate } from '../values.ts'
import { plainAt } from '../writes.ts'
import { isPriority } from './shape.ts'
import type { RequestSnapshot } from './shape.ts'

const textAt = (entry: Y.Map<unknown>, key: string): string => {
  const value = plainAt(entry, key)
  return typeof value === 'string' ? value : ''
}
const textOrNull = (entry: Y.Map<unknown>, key: string): string | null => textAt(entry, key) || null
const dateOrNull = (entry: Y.Map<unknown>, key: string): string | null => {
  const value = textAt(entry, key)
  return isDate(value) ? value : null
}
const numberAt = (entry: Y.Map<unknown>, key: string): number | null => {
  const value = plainAt(entry, key)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

const noLabels: readonly string[] = Object.freeze([])

function labelsOf(entry: Y.Map<unknown>): readonly string[] {
  const found: string[] = []
  for (const key of entry.keys())
    if (key.startsWith(labelPrefix) && plainAt(entry, key) === true) found.push(key.slice(labelPrefix.length))
  return found.length === 0 ? noLabels : Object.freeze(found.sort())
}

/** null when something that is no request stands under the id. Never throws. */
export function readRequest(id: string, entry: unknown): RequestSnapshot | null {
  if (!(entry instanceof Y.Map)) return null
  const map = entry as Y.Map<unknown>
  const priority = plainAt(map, 'priority')
  const total = numberAt(map, 'total')
  return Object.freeze({
    id,
    title: textAt(map, 'title'),
    costCentre: textAt(map, 'costCentre'),
    category: textAt(map, 'category'),
    project: textAt(map, 'project'),
    place: textAt(map, 'place'),
    priority: isPriority(priority) ? priority : 'normal',
    needBy: dateOrNull(map, 'needBy'),
    totalCents: total !== null && Number.isSafeInteger(total) ? total : null,
    labels: labelsOf(map),
    createdAt: numberAt(map, 'createdAt'),
    createdBy: textOrNull(map, 'createdBy'),
    deletedAt: numberAt(map, 'deletedAt'),
  })
}
