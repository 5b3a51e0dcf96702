/** Every waiting time and size of the engine in one place; tests shorten them. */
export interface Tuning {
  /** Edits of one document within this time leave as one frame. */
  readonly batchMs: number
  /** How long a document stays attached after its last handle was released. */
  readonly releaseDelayMs: number
  readonly backoffBaseMs: number
  readonly backoffCapMs: number
  /** A document that was refused something begins again at once, then below a cap that doubles from here … */
  readonly refusalBaseMs: number
  /** … to here; when it was in step for this long, the next refusal is the first one again. */
  readonly refusalCapMs: number
  readonly openTimeoutMs: number
  /** How long the server may take to let a document in. */
  readonly attachTimeoutMs: number
  /** A line on which nothing arrived for this long is dead: the server pings every 10–15 s. */
  readonly silenceMs: number
  /** A sign of life of ours, so that the server does not drop a quiet line. */
  readonly aliveEveryMs: number
  /** How long a refused frame may wait for the server's invitation to send everything again. */
  readonly stuckMs: number
  /** Documents asking to be let in at the same time: the server holds each of them in memory until then. */
  readonly attachWindow: number
  /** Documents with unsent edits, on no screen, that sync at the same time. */
  readonly backgroundWindow: number
  /** Larger differences are sent in slices; the contract's limit for a message is 8 MiB. */
  readonly maxFrameBytes: number
  /** At most one presence message of a document in this time. */
  readonly presenceEveryMs: number
  readonly confirmDelayMs: number
  /** Edits younger than this need no `written`: their time of arrival says the same. */
  readonly writtenMinAgeMs: number
  readonly nudgeEveryMs: number
  readonly webSocketFailuresBeforeHttp: number
  readonly leaderAnswersInMs: number
  readonly httpTimeoutMs: number
  /** How long the first opening of a board waits for its history over HTTP before it asks the socket. */
  readonly firstPullMs: number
  readonly pollMinMs: number
  readonly pollMaxMs: number
  readonly pushEveryMs: number
  /** Work on the main thread between two pauses. */
  readonly sliceMs: number
  readonly compactAboveRows: number
}

export const defaultTuning: Tuning = {
  batchMs: 50,
  releaseDelayMs: 15_000,
  backoffBaseMs: 1000,
  backoffCapMs: 30_000,
  refusalBaseMs: 1000,
  refusalCapMs: 60_000,
  openTimeoutMs: 10_000,
  attachTimeoutMs: 30_000,
  silenceMs: 30_000,
  aliveEveryMs: 20_000,
  stuckMs: 5000,
  attachWindow: 50,
  backgroundWindow: 8,
  maxFrameBytes: 4 * 1024 * 1024,
  presenceEveryMs: 200,
  confirmDelayMs: 1000,
  writtenMinAgeMs: 2000,
  nudgeEveryMs: 1000,
  webSocketFailuresBeforeHttp: 3,
  leaderAnswersInMs: 2000,
  httpTimeoutMs: 20_000,
  firstPullMs: 4000,
  pollMinMs: 5000,
  pollMaxMs: 60_000,
  pushEveryMs: 1500,
  sliceMs: 12,
  compactAboveRows: 500,
}
