import { fault } from '@mutirao/documents'

/**
 * Work that can be cut, done a little in every turn of the event loop: whoever edits meanwhile waits for one turn, however
 * much there is to do and for however many.
 */
export interface Job {
  /** One small step. `waiting`: until `Turns.add` is called again. */
  step(): 'more' | 'waiting' | 'done'
}

/** What all of it together may take of one turn; whoever edits meanwhile waits for a few turns (frame, database, answer). */
const defaultTurnMs = 4

export class Turns {
  private readonly budgetMs: number
  private readonly now: () => number
  private jobs: Job[] = []
  private isScheduled = false

  /** @param budgetMs what one turn may take; its last step may take it beyond */
  constructor(budgetMs: number = defaultTurnMs, now: () => number = () => performance.now()) {
    this.budgetMs = budgetMs
    this.now = now
  }

  /** Begins, or goes on, in the next turn. */
  add(job: Job): void {
    if (!this.jobs.includes(job)) this.jobs.push(job)
    this.schedule()
  }

  /** Does all of this, one element a step. Rejects with what a step throws; the rest is not done then. */
  finish(steps: Iterator<unknown>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const step = (): 'more' | 'done' => {
      try {
        if (steps.next().done !== true) return 'more'
        resolve()
      } catch (error) {
        reject(error)
      }
      return 'done'
    }
    this.add({ step })
    return promise
  }

  remove(job: Job): void {
    this.jobs = this.jobs.filter((other) => other !== job)
  }

  private schedule(): void {
    if (this.isScheduled || this.jobs.length === 0) return
    this.isScheduled = true
    setImmediate(() => {
      this.isScheduled = false
      this.turn()
      this.schedule()
    })
  }

  /** In turn, so that nobody's large document keeps the others from their first piece. */
  private turn(): void {
    const endMs = this.now() + this.budgetMs
    do {
      const job = this.jobs.shift()
      if (!job) return
      if (job.step() === 'more') this.jobs.push(job)
    } while (this.now() < endMs || fault('SYN-37'))
  }
}
