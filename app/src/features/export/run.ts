/**
 * From cards to a file: rows are read piece by piece, so that the screen stays alive, and written in a worker. Knows
 * neither documents nor browsers; what they do is given.
 */
import { fault } from '@mutirao/documents'
import type { Cell } from './plan/columns.ts'
import type { ExportAnswer, ExportMessage } from './write/worker-protocol.ts'
import type { FileHead } from '../../tables/write/writer.ts'

/** Rows read in one turn: about 3 ms. */
export const pieceSize = 500

/** The worker, or what stands for it in tests. */
export interface ExportLine {
  send(message: ExportMessage): void
  onAnswer(listener: (answer: ExportAnswer) => void): void
  close(): void
}
export interface ExportJob {
  readonly head: FileHead
  readonly total: number
  /** Rows `from`…`to` as they stand now. */
  readonly rows: (from: number, to: number) => readonly (readonly Cell[])[]
  readonly line: ExportLine
  readonly nextFrame: () => Promise<void>
  readonly onProgress: (written: number) => void
  readonly signal: AbortSignal
}

/**
 * Resolves to the pieces of the file, or null when it was cancelled: then nothing is left behind. Rejects with the
 * worker's error. The line is closed in every case.
 */
export async function runExport(job: ExportJob): Promise<readonly Uint8Array<ArrayBuffer>[] | null> {
  const { head, total, rows, line, nextFrame, onProgress, signal } = job
  const file = Promise.withResolvers<readonly Uint8Array<ArrayBuffer>[] | null>()
  // The failure is heard below, also when it comes while rows are still being read.
  file.promise.catch(() => undefined)
  const cancel = () => file.resolve(null)
  signal.addEventListener('abort', cancel)
  line.onAnswer((answer) => {
    if (answer.type === 'written') onProgress(answer.rows)
    else if (answer.type === 'file') file.resolve(answer.parts)
    else file.reject(new Error(answer.message))
  })
  try {
    line.send({ type: 'head', head })
    for (let from = 0; from < total && (!signal.aborted || fault('EXP-6')); from += pieceSize) {
      line.send({ type: 'rows', rows: rows(from, Math.min(total, from + pieceSize)) })
      await nextFrame()
    }
    if (!signal.aborted) line.send({ type: 'end' })
    return await file.promise
  } finally {
    signal.removeEventListener('abort', cancel)
    line.close()
  }
}
