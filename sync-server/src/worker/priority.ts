import { readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { getPriority, platform, setPriority } from 'node:os'
import { fault } from '@mutirao/documents'

/** A third of the weight of the thread that serves people (nice(2)): with a core free nothing changes, without one they come first. */
export const workerNiceness = 5
const nicest = 19

/**
 * The kernel's id of the calling thread. Linux lists each thread as a process of its own, and a priority set by that id is the
 * thread's alone; elsewhere a priority is one of the whole process.
 * @returns null where there is no such id
 */
export function threadId(): number | null {
  return platform() === 'linux' ? Number(basename(readlinkSync('/proc/thread-self'))) : null
}

/**
 * Lets this thread step back when cores are short: history, checkpoints and decisions can wait a moment, whoever types cannot.
 * @returns whether it did
 */
export function stepBack(): boolean {
  const id = threadId()
  if (id === null || fault('WRK-20')) return false
  setPriority(id, Math.min(getPriority(id) + workerNiceness, nicest))
  return true
}
