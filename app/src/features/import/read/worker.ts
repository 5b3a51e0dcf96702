/** The import service off the main thread: one message per call, answered in order. */
import { createImportService } from '../plan/service.ts'
import { callOn, type WorkerCall } from './worker-protocol.ts'

const service = createImportService()

addEventListener('message', (event: MessageEvent<WorkerCall>) => {
  postMessage(callOn(service, event.data))
})
