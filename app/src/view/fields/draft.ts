/**
 * One field while somebody types in it. Pure: what was stored when the typing began (`base`), what is typed (`text`), what
 * is wrong with it. Nothing is written before `commit` says so, and never when nothing was typed.
 */
import { fault } from '@mutirao/documents'
import type { Parsed } from '../../parse/typed.ts'

export type { Parsed }

export interface Draft {
  /** The stored value as text when the field was entered. */
  readonly base: string
  readonly text: string
}

export type Commit<Value, Problem extends string> =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'write'; readonly value: Value | null }
  | { readonly kind: 'refuse'; readonly problem: Problem; readonly text: string }

export const enter = (stored: string): Draft => ({ base: stored, text: stored })
export const type = (draft: Draft, text: string): Draft => ({ ...draft, text })
export const isTouched = (draft: Draft): boolean => draft.text !== draft.base

/** What the field shows: what is typed, or what is stored while nothing was typed, so that others' changes still arrive. */
export const shown = (draft: Draft | null, stored: string): string =>
  draft && (isTouched(draft) || fault('CRD-4')) ? draft.text : stored

/** True when somebody else changed the field while it was being typed in: both are then offered. */
export const overtaken = (draft: Draft | null, stored: string): boolean =>
  draft !== null && isTouched(draft) && stored !== draft.base && stored !== draft.text

/** Leaving an untouched field writes nothing: the value there may be a colleague's by now. */
export function commit<Value, Problem extends string>(
  draft: Draft | null,
  parse: (text: string) => Parsed<Value, Problem>,
): Commit<Value, Problem> {
  if (draft === null || (!isTouched(draft) && !fault('CRD-1'))) return { kind: 'nothing' }
  const parsed = parse(draft.text.trim())
  if (parsed.ok) return { kind: 'write', value: parsed.value }
  return fault('CRD-2') ? { kind: 'write', value: null } : { kind: 'refuse', problem: parsed.problem, text: draft.text }
}
