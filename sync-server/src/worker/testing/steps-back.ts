/** A worker that steps back and says how nice it is then, and how nice the thread is that started the process. */
import { getPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { setFaults } from '@mutirao/documents'
import { stepBack, threadId } from '../priority.ts'

setFaults(workerData as string[])
stepBack()
parentPort?.postMessage({ own: getPriority(threadId() ?? 0), main: getPriority(process.pid) })
