import type { Logger } from 'pino'

/**
 * What has to be undone, in reverse order of its doing. A failing step is logged and the rest still runs; a step that does
 * not come back within its time is left behind: stopping must not hang on what is already broken.
 */
export interface Closing {
  /** `deadlineMs`: how long this step may take. */
  add(name: string, deadlineMs: number, close: () => Promise<void> | void): void
  /** Runs all steps once; further calls wait for the same run. Never rejects. */
  run(): Promise<void>
}

export function createClosing(log: Logger): Closing {
  const steps: { readonly name: string; readonly deadlineMs: number; readonly close: () => Promise<void> | void }[] = []
  let running: Promise<void> | null = null

  const runAll = async (): Promise<void> => {
    for (const step of steps.reverse()) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), step.deadlineMs)))
      try {
        const end = await Promise.race([Promise.resolve(step.close()).then(() => 'done' as const), late])
        if (end === 'late')
          log.warn({ step: step.name, deadlineMs: step.deadlineMs }, 'a step of stopping took too long')
      } catch (error) {
        log.error({ err: error, step: step.name }, 'a step of stopping failed')
      } finally {
        clearTimeout(timer)
      }
    }
  }
  return {
    add: (name, deadlineMs, close) => steps.push({ name, deadlineMs, close }),
    run: () => (running ??= runAll()),
  }
}
