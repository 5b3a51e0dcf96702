import { isReadable, type ReadableMap } from '../readable.ts'
import { isFileHash } from './shape.ts'
import type { AttachmentSnapshot } from './shape.ts'

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asNumber = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** Files that were not deleted, the last attached first. An entry without an address can never be fetched: passed over. */
export function readAttachments(attachments: ReadableMap): AttachmentSnapshot[] {
  const list: AttachmentSnapshot[] = []
  attachments.forEach((entry, id) => {
    if (!isReadable(entry) || asNumber(entry.get('deletedAt')) !== null) return
    const attachment = readAttachment(id, entry)
    if (attachment) list.push(attachment)
  })
  return list.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
}

/** One entry whether deleted or not; null when it has no address. */
function readAttachment(id: string, entry: ReadableMap): AttachmentSnapshot | null {
  const sha256 = entry.get('sha256')
  if (!isFileHash(sha256)) return null
  return {
    id,
    name: asText(entry.get('name')),
    bytes: asNumber(entry.get('bytes')) ?? 0,
    type: asText(entry.get('type')),
    sha256,
    by: asText(entry.get('by')),
    at: asNumber(entry.get('at')) ?? 0,
    storedAt: asNumber(entry.get('storedAt')),
  }
}

export const sameAttachment = (a: AttachmentSnapshot, b: AttachmentSnapshot): boolean =>
  (Object.keys(a) as (keyof AttachmentSnapshot)[]).every((key) => a[key] === b[key])
