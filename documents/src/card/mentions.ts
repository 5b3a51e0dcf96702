import { fault } from '../faults.ts'

/**
 * A mention inside a comment's plain text (docs/PROTOCOL.md "Mentions"): `@[Ana Ribeiro](user:<user id>)`. The id says who,
 * the name is what was shown when it was written. Whatever has another form is text.
 */
const mention = /@\[([^\]\n]{1,80})\]\(user:([0-9A-Za-z_-]{1,64})\)/g

export interface CommentPart {
  readonly text: string
  /** Set for a mention; `text` is then the name. */
  readonly userId?: string
}

/** The comment in parts; mentions stand alone. */
export function mentionParts(text: string): readonly CommentPart[] {
  const parts: CommentPart[] = []
  let done = 0
  for (const match of text.matchAll(mention)) {
    const [whole, name = '', userId = ''] = match
    if (match.index > done) parts.push({ text: text.slice(done, match.index) })
    parts.push({ text: name, userId: fault('CRD-16') ? name : userId })
    done = match.index + whole.length
  }
  if (done < text.length) parts.push({ text: text.slice(done) })
  return parts
}

/** The stored form; signs that would end the name early are left out of it. */
export const mentionText = (name: string, userId: string): string => {
  const shown = name.replace(/[[\]\n]/g, '').slice(0, 80)
  return `@[${shown === '' ? '?' : shown}](user:${userId})`
}

/** The comment as people read it aloud: `@Ana Ribeiro`. */
export const plainComment = (text: string): string =>
  mentionParts(text)
    .map((part) => (part.userId === undefined ? part.text : `@${part.text}`))
    .join('')
