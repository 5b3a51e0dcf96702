import type { FastifyReply, FastifyRequest } from 'fastify'
import { fault } from '@mutirao/documents'
import { callerIn } from './parts.ts'

/**
 * Questions about the past of a document, by how they are answered: some count facts, the others read every row. Those do not
 * stand in the way of these: who downloads an export can look at the history meanwhile.
 */
const lineOf: ReadonlyMap<string, string> = new Map(
  Object.entries({
    facts: ['history', 'at', 'conflicts', 'timeline', 'inspect'],
    rows: ['verify', 'clients', 'export'],
  }).flatMap(([line, questions]) => questions.map((question) => [`/api/documents/:name/${question}`, line] as const)),
)

/** In each line. */
const atOncePerPerson = 2

/**
 * One person's long questions are answered a few at a time, in the order in which they came: fifty at once would share the
 * database and the process with everybody's edits, and an edit would be one of fifty.
 */
export interface Turns {
  /** Resolves when it is this call's turn. A call whose caller has gone ends here. */
  wait(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

export function createTurns(): Turns {
  const lines = new Map<string, Line>()
  return {
    wait: async (request, reply) => {
      const name = lineOf.get(request.routeOptions.url ?? '')
      if (name === undefined || fault('ATK-19')) return
      const key = `${name} ${callerIn(request).userId}`
      const line = lines.get(key) ?? new Line(atOncePerPerson)
      lines.set(key, line)
      const turn = line.enter()
      const leave = (): void => {
        line.leave(turn)
        if (line.isEmpty && lines.get(key) === line) lines.delete(key)
      }
      // Whatever became of the answer: sent, failed, or its caller hung up.
      reply.raw.once('close', leave)
      if (request.raw.socket.destroyed) leave()
      if (!(await turn.begun)) reply.hijack()
    },
  }
}

interface Turn {
  /** False: it was left before it began. */
  readonly begun: Promise<boolean>
  readonly begin: (isTurn: boolean) => void
}

/** First come, first served, so many at once. */
class Line {
  readonly #atOnce: number
  readonly #running = new Set<Turn>()
  readonly #waiting = new Set<Turn>()

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  get isEmpty(): boolean {
    return this.#running.size + this.#waiting.size === 0
  }

  enter(): Turn {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const turn = { begun: promise, begin: resolve }
    this.#waiting.add(turn)
    this.#next()
    return turn
  }

  leave(turn: Turn): void {
    this.#running.delete(turn)
    this.#waiting.delete(turn)
    turn.begin(false)
    this.#next()
  }

  #next(): void {
    for (const turn of this.#waiting) {
      if (this.#running.size >= this.#atOnce) return
      this.#waiting.delete(turn)
      this.#running.add(turn)
      turn.begin(true)
    }
  }
}
