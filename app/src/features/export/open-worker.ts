import type { ExportLine } from './run.ts'
import type { ExportAnswer } from './write/worker-protocol.ts'

export function openExportWorker(): ExportLine {
  const worker = new Worker(new URL('./write/worker.ts', import.meta.url), { type: 'module', name: 'export' })
  return {
    send: (message) => worker.postMessage(message),
    onAnswer(listener) {
      worker.addEventListener('message', (event: MessageEvent<ExportAnswer>) => listener(event.data))
      worker.addEventListener('error', (event) =>
        listener({ type: 'failed', message: event.message || 'the export worker failed' }),
      )
    },
    close: () => worker.terminate(),
  }
}
