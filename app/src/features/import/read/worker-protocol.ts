/** Calls to the import service as messages: names and arguments are the service's own, so the two cannot drift apart. */
import { fault } from '@mutirao/documents'
import type { ImportService } from '../plan/service.ts'

export type ServiceMethod = keyof ImportService

export type WorkerCall = {
  [Method in ServiceMethod]: {
    readonly id: number
    readonly method: Method
    readonly args: Parameters<ImportService[Method]>
  }
}[ServiceMethod]

export type WorkerAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string }

/** Never throws: what the service throws becomes an answer. */
export function callOn(service: ImportService, call: WorkerCall): WorkerAnswer {
  try {
    return { id: call.id, ok: true, value: invoke(service, call) }
  } catch (error) {
    if (fault('IMP-16')) return { id: call.id, ok: true, value: null }
    return { id: call.id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

function invoke(service: ImportService, call: WorkerCall): unknown {
  switch (call.method) {
    case 'open':
      return service.open(...call.args)
    case 'describe':
      return service.describe(...call.args)
    case 'plan':
      return service.plan(...call.args)
    case 'know':
      return service.know(...call.args)
    case 'cards':
      return service.cards(...call.args)
    case 'allProblems':
      return service.allProblems()
  }
}
