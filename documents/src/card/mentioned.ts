import { fault } from '../faults.ts'
import type { HistoryFact } from '../history/types.ts'
import type { JsonValue } from '../kind.ts'
import { mentionParts, plainComment } from './mentions.ts'

/** Somebody named a person in a comment. */
export const mentionEvent = 'comment_mention'

const anchorPrefix = '#comentario-'
/** The end of an address that means one comment of what it opens. */
export const commentAnchor = (commentId: string): string => anchorPrefix + commentId
/** The comment an address means by its `#`; null: none. */
export const commentOfAnchor = (hash: string): string | null =>
  hash.startsWith(anchorPrefix) && hash.length > anchorPrefix.length ? hash.slice(anchorPrefix.length) : null

export interface Mention {
  /** User id of who was named. */
  readonly to: string
  readonly commentId: string
  readonly by: string
  /** The comment as it is read aloud, shortened. */
  readonly text: string
  readonly receivedAtMs: number
}

/** So many of one comment are told: nobody names a company to shout at it. */
export const maxMentioned = 50
const maxExcerpt = 200

const named = (text: string): ReadonlySet<string> =>
  new Set(mentionParts(text).flatMap(({ userId }) => (userId === undefined ? [] : [userId])))

const textIn = (value: JsonValue | undefined, isEntry: boolean): string => {
  const text =
    isEntry && typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, JsonValue>>)['text']
      : value
  return typeof text === 'string' ? text : ''
}

function excerpt(text: string): string {
  const plain = plainComment(text).replaceAll(/\s+/gu, ' ').trim()
  return plain.length <= maxExcerpt ? plain : `${plain.slice(0, maxExcerpt - 1).toWellFormed()}…`
}

type Written = HistoryFact & { readonly overruled?: boolean }

/**
 * Who was newly named in comments, by what became history: in a comment when it is made, or when an edit names somebody who was not
 * named before. Only what a person wrote and what stood counts: not what was set back, overruled, restored or imported.
 */
export function mentionsIn(facts: readonly Written[]): readonly Mention[] {
  const told = new Set<string>()
  return facts.flatMap((fact): Mention[] => {
    const { path, before, after, actorId, origin, receivedAtMs } = fact
    const [root, commentId = '', key] = path
    if (root !== 'comments' || (path.length !== 2 && (path.length !== 3 || key !== 'text'))) return []
    if ((origin !== 'client' || fact.reverted !== undefined || fact.overruled === true) && !fault('NTC-8')) return []
    const isEntry = path.length === 2
    const [was, is] = [textIn(before, isEntry), textIn(after, isEntry)]
    const known = named(was)
    const people = [...named(is)]
      .filter((to) => !known.has(to) && to !== actorId && !told.has(`${commentId} ${to}`))
      .slice(0, maxMentioned)
    // An edit that names somebody again, after one that did not, is no news.
    for (const to of people) told.add(`${commentId} ${to}`)
    return people.map((to) => ({ to, commentId, by: actorId, text: excerpt(is), receivedAtMs }))
  })
}
