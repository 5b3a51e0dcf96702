import { setImmediate as nextTurn } from 'node:timers/promises'
import { fault, v1FromV2 } from '@mutirao/documents'
import type { Checkpoint, Checkpoints } from '@mutirao/persistence'

/** People who lost their server together come back within moments. */
const lingerMs = 5_000

/** A checkpoint whose chunks become updates of the wire's format when the first reader comes to them. */
class Shared {
  readonly checkpoint: Checkpoint
  private readonly updates: Uint8Array[] = []
  private readonly turn: () => Promise<void>

  constructor(checkpoint: Checkpoint, turn: () => Promise<void>) {
    this.checkpoint = checkpoint
    this.turn = turn
  }

  /** One chunk is about 10 ms of work: one per turn of the event loop, whoever asks. */
  async update(place: number): Promise<Uint8Array | null> {
    const chunk = this.checkpoint.chunks[place]
    if (!chunk) return null
    if (!this.updates[place]) await this.turn()
    return (this.updates[place] ??= v1FromV2(chunk))
  }
}

interface Entry {
  readonly shared: Promise<Shared | null>
  readers: number
  timer: NodeJS.Timeout | null
}

/** Checkpoints for those who pull: read from the database and converted once for all who do so at the same time. */
export class SharedCheckpoints {
  private readonly checkpoints: Pick<Checkpoints, 'latest'>
  private readonly entries = new Map<number, Entry>()
  private lastTurn: Promise<void> = Promise.resolve()

  constructor(checkpoints: Pick<Checkpoints, 'latest'>) {
    this.checkpoints = checkpoints
  }

  /**
   * The updates of a checkpoint, perhaps one that was the latest a moment ago: the rows after it are in the journal either way.
   * Returns the seq up to which they reach: 0 when there is none, or none that is `wanted`. Rejects with the database's error.
   */
  async *updates(
    documentId: number,
    wanted: (checkpoint: Checkpoint) => boolean,
  ): AsyncGenerator<Uint8Array, number, undefined> {
    const entry = this.enter(documentId)
    try {
      const shared = await entry.shared
      if (!shared || !wanted(shared.checkpoint)) return 0
      for (let place = 0; ; place++) {
        const update = await shared.update(place)
        if (!update) return shared.checkpoint.seq
        yield update
      }
    } finally {
      this.leave(documentId, entry)
    }
  }

  private enter(documentId: number): Entry {
    const known = fault('HTT-25') ? undefined : this.entries.get(documentId)
    const entry = known ?? this.begin(documentId)
    if (entry.timer) clearTimeout(entry.timer)
    entry.readers++
    return entry
  }

  private begin(documentId: number): Entry {
    const entry = { shared: this.load(documentId), readers: 0, timer: null }
    this.entries.set(documentId, entry)
    const forget = (): void => this.forget(documentId, entry)
    // There is none, or its readers hear what failed: who comes after them looks again.
    entry.shared.then((shared) => shared ?? forget(), forget)
    return entry
  }

  private leave(documentId: number, entry: Entry): void {
    if (--entry.readers > 0) return
    entry.timer = setTimeout(() => this.forget(documentId, entry), lingerMs)
    entry.timer.unref()
  }

  private forget(documentId: number, entry: Entry): void {
    if (this.entries.get(documentId) === entry) this.entries.delete(documentId)
  }

  private async load(documentId: number): Promise<Shared | null> {
    const checkpoint = await this.checkpoints.latest(documentId)
    return checkpoint && new Shared(checkpoint, this.turn)
  }

  private readonly turn = (): Promise<void> => {
    this.lastTurn = this.lastTurn.then(() => nextTurn())
    return this.lastTurn
  }
}
