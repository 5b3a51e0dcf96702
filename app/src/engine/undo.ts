import {
  applyTogether,
  combineUndos,
  fault,
  type EditContext,
  type EditLabel,
  type Undo,
  type UndoOutcome,
} from '@mutirao/documents'
import type { DocumentHandle } from '@mutirao/sync-client'

/** A document as the edits take it. Screens pass it on, they never look into it. */
export type LiveDoc = ReturnType<DocumentHandle['doc']>

/** Runs work on a document, opening it first if it was closed meanwhile. `doc` gives the present generation each time. */
export type WithDocument = (work: (doc: () => LiveDoc) => Promise<void>) => Promise<void>

export type UndoEvent =
  | {
      readonly type: 'done'
      readonly label: EditLabel
      /** Say it in a toast, with the way back. */
      readonly loud: boolean
      /** Where a card went, when that is what happened. */
      readonly place?: string
      readonly undo: () => Promise<void>
    }
  | {
      readonly type: 'undone' | 'redone'
      readonly label: EditLabel
      /** Entries or fields that were set back; 0: everything of the step was changed by somebody since. */
      readonly done: number
      readonly skipped: number
    }
  | { readonly type: 'nothing'; readonly direction: 'undo' | 'redo' }

interface Step {
  readonly undo: Undo
  readonly withDocument: WithDocument
  /** What the same step did to other documents: it goes back and forth with it. */
  readonly also?: readonly Step[]
}
export interface Done extends Step {
  readonly loud?: boolean
  readonly place?: string
}

/** Own steps on one board, last first: never another person's, never Yjs's own undo (it takes colleagues' edits along). */
export interface UndoStack {
  /** Returns what undoes exactly this step. */
  push(done: Done): () => Promise<void>
  undo(): Promise<void>
  redo(): Promise<void>
}

const maxSteps = 200

export function createUndoStack(context: () => EditContext, emit: (event: UndoEvent) => void): UndoStack {
  let undos: readonly Step[] = []
  let redos: readonly Step[] = []
  // One after the other: a second Ctrl+Z must meet what the first left behind.
  let queue: Promise<void> = Promise.resolve()

  /** Applies all parts, a long undo (an import) in turns of its own, and gives the way back. */
  async function apply(
    step: Step,
  ): Promise<{ readonly back: Step | null; readonly done: number; readonly skipped: number }> {
    const redone: Undo[] = []
    let [done, skipped] = [0, 0]
    const take = (outcomes: readonly UndoOutcome[]) => {
      for (const outcome of outcomes) {
        done += outcome.done
        skipped += outcome.skipped
        if (outcome.redo) redone.push(outcome.redo)
      }
    }
    await step.withDocument(async (doc) => {
      const { parts } = step.undo
      if (!parts || parts.length < 2) return take([(parts?.[0] ?? step.undo).apply(doc(), context())])
      let rest = parts
      while (rest.length > 0) {
        const turn = applyTogether(doc(), context(), rest, turnIsFull())
        take(turn.outcomes)
        rest = turn.rest
        if (!fault('APP-6')) await nextTurn()
      }
    })
    const backs: Step[] = []
    if (redone.length > 0) backs.push({ undo: combineUndos(step.undo.label, redone), withDocument: step.withDocument })
    for (const other of fault('CTA-15') ? [] : (step.also ?? [])) {
      const outcome = await apply(other)
      done += outcome.done
      skipped += outcome.skipped
      if (outcome.back) backs.push(outcome.back)
    }
    const [first, ...also] = backs
    return { back: first === undefined ? null : { ...first, also }, done, skipped }
  }
  async function run(step: Step, direction: 'undo' | 'redo') {
    const { back, done, skipped } = await apply(step)
    if (back && direction === 'undo') redos = [...redos, back]
    if (back && direction === 'redo') undos = [...undos, back]
    emit({ type: direction === 'undo' ? 'undone' : 'redone', label: step.undo.label, done, skipped })
  }
  const enqueue = (work: () => Promise<void>): Promise<void> => {
    const mine = queue.then(work)
    // A failed step must not block the next ones; its caller still hears of it.
    queue = mine.catch(() => undefined)
    return mine
  }
  const undoStep = (step: Step) =>
    enqueue(async () => {
      if (!undos.includes(step)) return
      undos = undos.filter((other) => other !== step)
      await run(step, 'undo')
    })

  return {
    push(done) {
      const { undo: undoing, withDocument, also = [] } = done
      const step: Step = { undo: undoing, withDocument, also }
      undos = [...undos, step].slice(-maxSteps)
      if (!fault('APP-5')) redos = []
      const place = done.place === undefined ? {} : { place: done.place }
      const undo = () => undoStep(step)
      emit({ type: 'done', label: done.undo.label, loud: done.loud === true, undo, ...place })
      return undo
    },
    undo: () =>
      enqueue(async () => {
        const step = undos[undos.length - 1]
        if (!step) return emit({ type: 'nothing', direction: 'undo' })
        undos = undos.slice(0, -1)
        await run(step, 'undo')
      }),
    redo: () =>
      enqueue(async () => {
        const step = redos[redos.length - 1]
        if (!step) return emit({ type: 'nothing', direction: 'redo' })
        redos = redos.slice(0, -1)
        await run(step, 'redo')
      }),
  }
}

/**
 * What follows a turn (sorting, painting, storing, sending) costs the same for one card as for two hundred: an import that came in
 * nine hundred pieces is not taken back in nine hundred turns.
 */
const entriesPerTurn = 200
const turnMs = 8

function turnIsFull(): (done: number) => boolean {
  const endMs = performance.now() + turnMs
  return (done) => done >= entriesPerTurn || performance.now() >= endMs || fault('APP-46')
}

const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))
