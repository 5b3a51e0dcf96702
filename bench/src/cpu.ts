/** CPU time of a process and everything it started, from /proc (Linux). */
import { readFileSync, readdirSync } from 'node:fs'

const ticksPerSecond = 100

function stat(pid: number | string): { parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch (error) {
    // The process ended between listing and reading: it has no time to count any more.
    if (error instanceof Error) return null
    throw error
  }
}

/** Milliseconds of CPU used so far by `pid` alone. */
export const ownCpuMs = (pid: number): number => ((stat(pid)?.ticks ?? 0) * 1000) / ticksPerSecond

/** Of that, what its worker threads used (Node names them `WorkerThread`). */
export function workerCpuMs(pid: number): number {
  const isWorker = (id: string) => readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').trim() === 'WorkerThread'
  const ticks = readdirSync(`/proc/${pid}/task`)
    .filter(isWorker)
    .map((id) => stat(`${pid}/task/${id}`)?.ticks ?? 0)
  return (ticks.reduce((sum, one) => sum + one, 0) * 1000) / ticksPerSecond
}

/** Milliseconds of CPU used so far by the living processes whose command line contains `text` (Postgres by its data folder). */
export function cpuMsByCommand(text: string): number {
  let ticks = 0
  const parents = new Set<number>()
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  for (const pid of all) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)) parents.add(pid)
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
  }
  for (const pid of all) {
    const entry = stat(pid)
    if (entry && (parents.has(pid) || parents.has(entry.parent))) ticks += entry.ticks
  }
  return (ticks * 1000) / ticksPerSecond
}

/** Resident memory of one process in bytes. */
export function residentBytes(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(match?.[1] ?? 0) * 1024
}
