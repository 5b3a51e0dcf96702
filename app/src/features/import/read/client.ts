/** The import service as the screen sees it: the same methods, asynchronous, run in a worker of its own. */
import type { ImportService } from '../plan/service.ts'
import type { ServiceMethod, WorkerAnswer, WorkerCall } from './worker-protocol.ts'

export type AsyncImportService = {
  [Method in ServiceMethod]: (...args: Parameters<ImportService[Method]>) => Promise<ReturnType<ImportService[Method]>>
} & {
  /** Ends the worker; calls still under way are rejected. */
  close(): void
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (reason: Error) => void
}

export function openImportWorker(): AsyncImportService {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'import' })
  const waiting = new Map<number, Waiting>()
  let calls = 0
  const failAll = (message: string) => {
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
  }
  worker.addEventListener('message', (event: MessageEvent<WorkerAnswer>) => {
    const asked = waiting.get(event.data.id)
    waiting.delete(event.data.id)
    if (event.data.ok) asked?.resolve(event.data.value as never)
    else asked?.reject(new Error(event.data.message))
  })
  worker.addEventListener('error', (event) => failAll(event.message || 'the import worker failed'))

  function call<Method extends ServiceMethod>(method: Method, args: Parameters<ImportService[Method]>) {
    return new Promise<ReturnType<ImportService[Method]>>((resolve, reject) => {
      const id = ++calls
      waiting.set(id, { resolve: resolve as (value: never) => void, reject })
      worker.postMessage({ id, method, args } as WorkerCall)
    })
  }
  return {
    open: (...args) => call('open', args),
    know: (...args) => call('know', args),
    describe: (...args) => call('describe', args),
    plan: (...args) => call('plan', args),
    cards: (...args) => call('cards', args),
    allProblems: () => call('allProblems', []),
    close() {
      worker.terminate()
      failAll('closed')
    },
  }
}
