import { describe, expect, it } from 'vitest'
import { pieceSize, runExport, type ExportJob, type ExportLine } from './run.ts'
import { createExportService, type ExportAnswer, type ExportMessage } from './write/worker-protocol.ts'

/** The worker in this thread, answering in a later turn as a worker does. */
function line(): ExportLine & { readonly sent: ExportMessage['type'][]; readonly closed: () => boolean } {
  const answer = createExportService()
  const sent: ExportMessage['type'][] = []
  let closed = false
  let tell: (said: ExportAnswer) => void = () => undefined
  return {
    sent,
    send(message) {
      sent.push(message.type)
      const said = answer(structuredClone(message))
      if (said) queueMicrotask(() => (closed ? undefined : tell(said)))
    },
    onAnswer(listener) {
      tell = listener
    },
    close() {
      closed = true
    },
    closed: () => closed,
  }
}
function job(total: number, more: Partial<ExportJob> = {}) {
  const used = line()
  const progress: number[] = []
  const columns = [{ id: 'title', header: 'Título', type: 'text' }] as const
  const given: ExportJob = {
    head: { format: 'csv', columns, title: 'Funil', currency: 'BRL' },
    total,
    rows: (from, to) => Array.from({ length: to - from }, (_, i) => [`C${from + i}`]),
    line: used,
    nextFrame: () => Promise.resolve(),
    onProgress: (written) => progress.push(written),
    signal: new AbortController().signal,
    ...more,
  }
  return { job: given, line: used, progress }
}

describe('running an export', () => {
  it('[EXP-6] reads the rows in pieces, one per frame, tells how many are written, and gives the file', async () => {
    let frames = 0
    const { job: given, line: used, progress } = job(10_000, { nextFrame: () => Promise.resolve(void frames++) })
    const parts = await runExport(given)
    const text = new TextDecoder().decode(await new Blob([...(parts ?? [])]).arrayBuffer())
    expect(text.split('\r\n')).toHaveLength(10_002)
    expect(text).toContain('\r\nC9999\r\n')
    expect(frames).toBe(10_000 / pieceSize)
    expect(progress.at(-1)).toBe(10_000)
    expect(used.closed()).toBe(true)
  })

  it('[EXP-6] a cancelled export reads no further, leaves no file and ends the worker', async () => {
    const controller = new AbortController()
    let reads = 0
    const { job: given, line: used } = job(10_000, {
      signal: controller.signal,
      rows(from, to) {
        if (++reads === 2) controller.abort()
        return Array.from({ length: to - from }, () => ['x'])
      },
    })
    expect(await runExport(given)).toBeNull()
    expect(reads).toBe(2)
    expect(used.sent).not.toContain('end')
    expect(used.closed()).toBe(true)
  })

  it('[EXP-6] what fails in the worker is the failure of the export', async () => {
    const { job: given, line: used } = job(1)
    const broken = {
      ...used,
      send: (message: ExportMessage) => (message.type === 'head' ? undefined : used.send(message)),
    }
    await expect(runExport({ ...given, line: broken })).rejects.toThrow('rows before the head')
  })
})
