/** The import service in this thread, for tests: the same answers, through the same messages as the worker's. */
import { createImportService } from '../plan/service.ts'
import type { AsyncImportService } from '../read/client.ts'
import { callOn, type WorkerCall } from '../read/worker-protocol.ts'

export function createLocalService(): AsyncImportService & { readonly closed: () => boolean } {
  const service = createImportService()
  let closed = false
  const ask = <T>(call: Omit<WorkerCall, 'id'>): Promise<T> => {
    const answer = callOn(service, structuredClone({ ...call, id: 1 } as WorkerCall))
    return answer.ok ? Promise.resolve(structuredClone(answer.value) as T) : Promise.reject(new Error(answer.message))
  }
  return {
    open: (...args) => ask({ method: 'open', args }),
    know: (...args) => ask({ method: 'know', args }),
    describe: (...args) => ask({ method: 'describe', args }),
    plan: (...args) => ask({ method: 'plan', args }),
    cards: (...args) => ask({ method: 'cards', args }),
    allProblems: () => ask({ method: 'allProblems', args: [] }),
    close() {
      closed = true
    },
    closed: () => closed,
  }
}
