import { once } from 'node:events'
import { getPriority, platform } from 'node:os'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { workerNiceness } from './priority.ts'

describe.runIf(platform() === 'linux')('the priority of the worker thread', () => {
  it('[WRK-20] steps back behind the thread that serves people, and only it', async () => {
    const before = getPriority(process.pid)
    const worker = new Worker(new URL('./testing/steps-back.ts', import.meta.url), {
      workerData: (process.env['MUTIRAO_FAULT'] ?? '').split(',').filter(Boolean),
    })
    const [said] = await once(worker, 'message')
    await worker.terminate()
    expect(said).toEqual({ own: before + workerNiceness, main: before })
  })
})
