/** One file, from wherever it stopped to the server's word that it has it. Knows nothing of queues and retries. */
import { fault, MutiraoError } from '@mutirao/documents'
import { firstPieceBytes, nextPieceBytes } from './pieces.ts'
import type { FileAnswer, FilesApi, QueuedFile } from './types.ts'

export interface UploadSteps {
  readonly api: Pick<FilesApi, 'announce' | 'send'>
  readonly file: QueuedFile
  readonly bytes: Blob
  readonly signal: AbortSignal
  readonly onProgress: (sent: number) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/** An answer that takes us nowhere this often in a row is a server that does not keep what it is sent. */
const maxStandstills = 3

/**
 * Resolves with the last answer: the file is there; `entries` 0 means its entry is not, yet. Rejects with what the API
 * rejects with; the next call goes on from what the server has.
 */
export async function upload({ api, file, bytes, signal, onProgress, now }: UploadSteps): Promise<FileAnswer> {
  let answer = await api.announce(file, signal)
  let pieceBytes = firstPieceBytes
  let standstills = 0
  let isFirst = true
  while (!answer.complete) {
    const at = fault('UPL-2') && isFirst ? 0 : answer.received
    isFirst = false
    onProgress(at)
    const startedAtMs = now()
    const next = await api.send(file, at, bytes.slice(at, at + pieceBytes), signal)
    standstills = next.complete || next.received > answer.received ? 0 : standstills + 1
    if (standstills >= maxStandstills) throw new MutiraoError('internal', 'the server does not take the next piece')
    pieceBytes = nextPieceBytes(pieceBytes, now() - startedAtMs)
    answer = next
  }
  onProgress(file.bytes)
  return answer
}
