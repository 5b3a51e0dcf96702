import type { EditContext, Undo } from '@mutirao/documents'
import type { LiveDoc, UndoStack, WithDocument } from './undo.ts'

/** How an edit is told: `loud` = toast with the way back; `place` = the name of the stage a card went to. */
export interface Telling {
  readonly loud?: boolean
  readonly place?: string
}

export interface EditsOptions {
  readonly doc: () => LiveDoc
  readonly withDocument: WithDocument
  readonly stack: UndoStack
  readonly context: () => EditContext
  readonly onFailure: (error: unknown) => void
}

/** Runs one edit: remembers its undo, turns an exception into a message. */
export function runner(options: EditsOptions) {
  const { doc, withDocument, stack, context, onFailure } = options
  const remember = (undo: Undo, telling: Telling = {}) => stack.push({ undo, withDocument, ...telling })
  const attempt = <T>(work: (doc: LiveDoc, context: EditContext) => T): T | null => {
    try {
      return work(doc(), context())
    } catch (error) {
      onFailure(error)
      return null
    }
  }
  const change = (work: (doc: LiveDoc, context: EditContext) => Undo | null, telling?: Telling): boolean => {
    const undo = attempt(work)
    if (undo) remember(undo, telling)
    return undo !== null
  }
  return { attempt, change, remember, context }
}

export type Runner = ReturnType<typeof runner>
