/** The Yjs id of one letter. */
export interface LetterId {
  readonly client: number
  readonly clock: number
}

interface Run extends LetterId {
  readonly to: LetterId
  length: number
}

/** Some kilobytes; a run is a stretch of a text that was copied whole. */
const maxRuns = 2_000

/** Which letter stands for one that was deleted together with its block. The oldest are forgotten first. */
export class Heirs {
  #runs: Run[] = []

  add(of: LetterId, to: LetterId): void {
    const last = this.#runs.at(-1)
    if (last && follows(last, last.length, of) && follows(last.to, last.length, to)) last.length += 1
    else this.#runs.push({ client: of.client, clock: of.clock, to, length: 1 })
    if (this.#runs.length > maxRuns) this.#runs = this.#runs.slice(maxRuns / 4)
  }

  /** The newest one; null when none is known. */
  of({ client, clock }: LetterId): LetterId | null {
    for (let i = this.#runs.length - 1; i >= 0; i--) {
      const run = this.#runs[i]
      if (!run || run.client !== client || clock < run.clock || clock >= run.clock + run.length) continue
      return { client: run.to.client, clock: run.to.clock + clock - run.clock }
    }
    return null
  }
}

const follows = (first: LetterId, length: number, next: LetterId): boolean =>
  next.client === first.client && next.clock === first.clock + length
