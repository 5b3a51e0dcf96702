/** Mentions while a comment is written: names in the box, ids in the document. Pure. */
import { fault, mentionParts, mentionText, type MemberSnapshot } from '@mutirao/documents'
import { fold } from '../../parse/fold.ts'

/** Somebody who was chosen: what stands in the box after the `@`, and who it is. */
export interface Pick {
  readonly label: string
  readonly userId: string
}

/** The stored text as it is edited: `@Ana Ribeiro`, and who that is. */
export function toBox(stored: string): { readonly text: string; readonly picks: readonly Pick[] } {
  const picks: Pick[] = []
  const text = mentionParts(stored)
    .map((part) => {
      if (part.userId === undefined) return part.text
      const pick = pickOf(part.text, part.userId, picks)
      if (!picks.includes(pick)) picks.push(pick)
      return `@${pick.label}`
    })
    .join('')
  return { text, picks }
}

/** Two people of one name must not become one: the second is `Ana Ribeiro (2)` in the box. */
export function pickOf(name: string, userId: string, picks: readonly Pick[]): Pick {
  const known = picks.find((pick) => pick.userId === userId)
  if (known) return known
  for (let n = 1; ; n++) {
    const label = n === 1 ? name : `${name} (${n})`
    if (!picks.some((pick) => pick.label === label)) return { label, userId }
  }
}

/** The box as it is stored. A name that was typed and not chosen, or changed since, is text. */
export function toStored(text: string, picks: readonly Pick[]): string {
  const longestFirst = picks.toSorted((a, b) => b.label.length - a.label.length)
  let stored = ''
  for (let i = 0; i < text.length; i++) {
    const pick =
      text[i] === '@' ? longestFirst.find(({ label }) => standsAt(text, i + 1, label) && !fault('CRD-16')) : undefined
    if (!pick) stored += text[i]
    else {
      stored += mentionText(pick.label.replace(/ \(\d+\)$/, ''), pick.userId)
      i += pick.label.length
    }
  }
  return stored
}

const standsAt = (text: string, at: number, label: string): boolean =>
  text.startsWith(label, at) && !/[\p{L}\p{N}]/u.test(text.charAt(at + label.length))

export interface Asked {
  /** Where the `@` stands. */
  readonly at: number
  readonly query: string
}

const maxQuery = 40

/** The name being typed at the cursor; null when there is none. An address (`ana@x`) asks for nobody. */
export function askedAt(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at < 0 || (at > 0 && !/[\s(["'“‘—–-]/.test(before.charAt(at - 1)))) return null
  const query = before.slice(at + 1)
  if (query.length > maxQuery || /\n|^\s|\s{2}|[@,;:!?]/.test(query)) return null
  return { at, query }
}

/** Active members whose name, or a part of it, begins with what was typed; best first. */
export function suggested(members: Iterable<MemberSnapshot>, query: string, max = 6): readonly MemberSnapshot[] {
  const wanted = fold(query)
  const scored = [...members]
    .filter((member) => member.active)
    .map((member) => ({ member, score: scoreOf(fold(member.name), wanted) }))
    .filter(({ score }) => score > 0)
  scored.sort((a, b) => b.score - a.score || a.member.name.localeCompare(b.member.name))
  return scored.slice(0, max).map(({ member }) => member)
}

function scoreOf(name: string, wanted: string): number {
  if (wanted === '' || name.startsWith(wanted)) return 2
  return name.split(' ').some((word) => word.startsWith(wanted)) ? 1 : 0
}

/** The box after choosing: the name, a space, and where the cursor goes. */
export function choose(
  text: string,
  caret: number,
  asked: Asked,
  pick: Pick,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(caret)
  const inserted = `@${pick.label}${/^\s/.test(after) ? '' : ' '}`
  return {
    text: text.slice(0, asked.at) + inserted + after,
    caret: asked.at + inserted.length + (/^\s/.test(after) ? 1 : 0),
  }
}
