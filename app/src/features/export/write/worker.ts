/** Writes the file off the main thread: one message per piece, answered in order. */
import { createExportService, type ExportMessage } from './worker-protocol.ts'

const answer = createExportService()

addEventListener('message', (event: MessageEvent<ExportMessage>) => {
  const said = answer(event.data)
  if (said) postMessage(said)
})
