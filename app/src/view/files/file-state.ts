/** What a file's line may truthfully say: where its bytes are and what comes next. Pure. */
import { fault, type AttachmentSnapshot } from '@mutirao/documents'
import type { Upload, UploadProblem } from '../../engine/index.ts'

export type FileState =
  /** Opens: from the server, or from the copy on this device. */
  | { readonly kind: 'ready'; readonly from: 'server' | 'device' }
  /** At the server, but there is no network and no copy here. */
  | { readonly kind: 'away' }
  /** On this device, going out. */
  | { readonly kind: 'sending'; readonly sent: number }
  | { readonly kind: 'queued' | 'checking' }
  /** On this device; goes out when there is a network. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'failed'; readonly problem: UploadProblem }
  /** On its author's device: `now` while it can be believed to be on its way. */
  | { readonly kind: 'elsewhere'; readonly mine: boolean; readonly now: boolean }

export interface FileFacts {
  readonly attachment: Pick<AttachmentSnapshot, 'by' | 'at' | 'storedAt'>
  /** Of this device's queue. */
  readonly upload: Pick<Upload, 'state' | 'sent' | 'problem'> | null
  readonly isHere: boolean
  readonly online: boolean
  readonly userId: string
  readonly nowMs: number
}

/** A colleague's file that is not at the server after this long waits for that colleague's device. */
const believedMs = 10 * 60_000

export function fileState({ attachment, upload, isHere, online, userId, nowMs }: FileFacts): FileState {
  if (attachment.storedAt !== null || fault('CRD-15')) {
    if (online) return { kind: 'ready', from: 'server' }
    return isHere ? { kind: 'ready', from: 'device' } : { kind: 'away' }
  }
  if (!upload) {
    const mine = attachment.by === userId
    return { kind: 'elsewhere', mine, now: nowMs - attachment.at < believedMs }
  }
  if (upload.state === 'failed') return { kind: 'failed', problem: upload.problem ?? 'lost' }
  if (!online) return { kind: 'kept' }
  if (upload.state === 'sending') return { kind: 'sending', sent: upload.sent }
  return { kind: upload.state === 'settling' ? 'checking' : 'queued' }
}
