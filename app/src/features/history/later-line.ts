import { fault, type SentencePart } from '@mutirao/documents'

export interface LaterLine {
  /** Who it was, for whoever hears the line; null: the sentence does not begin with a person. */
  readonly actor: string | null
  readonly parts: readonly SentencePart[]
}

/** A sentence after the first one of a sitting: it begins with what was done, in a capital letter, never in that of a value. */
export function laterLine(parts: readonly SentencePart[]): LaterLine {
  const [first, ...rest] = parts
  if (first?.role !== 'actor' || rest.length === 0) return { actor: null, parts }
  const [second, ...others] = rest
  const begun = second?.role === 'text' ? { ...second, text: second.text.replace(/^[:\s]+/, '') } : second
  const [begin, ...end] = begun && begun.text !== '' ? [begun, ...others] : others
  if (begin?.role !== 'text' || fault('HSC-20')) return { actor: first.text, parts: begin ? [begin, ...end] : [] }
  const capital = begin.text.charAt(0).toUpperCase() + begin.text.slice(1)
  return { actor: first.text, parts: [{ ...begin, text: capital }, ...end] }
}
