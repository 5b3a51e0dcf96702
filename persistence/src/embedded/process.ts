import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The kernel knows this number: a process, or a zombie nobody has reaped. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A process of this number lives. (Under a container's Node as process 1 an orphan that died stays a zombie for ever.) */
export function isAlive(pid: number): boolean {
  if (!exists(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.charAt(text.lastIndexOf(')') + 2) !== 'Z'
  } catch {
    // Gone between the two looks.
    return false
  }
}

/**
 * Does this process have `argument` as one word of its command line? A zombie has none. Where the machine does not tell,
 * the answer is yes.
 */
export async function hasArgument(pid: number, argument: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return text.split('\0').includes(argument)
  }
  const printed = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => null)
  return printed === null || printed.stdout.includes(argument)
}
