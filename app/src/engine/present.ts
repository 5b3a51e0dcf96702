import { fault } from '@mutirao/documents'
import { isRecord } from './http.ts'

/** Somebody else who has this document open right now. */
export interface Present {
  readonly id: string
  readonly name: string
  /** The card they have open, or null. */
  readonly cardId: string | null
  /** The field of that card they have the cursor in, or null. */
  readonly field: string | null
  /** Nothing touched for 30 s, or the tab is hidden. */
  readonly idle: boolean
}
const maxTextLength = 80
const text = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, fault('APP-11') ? Infinity : maxTextLength) : ''

/** What others say about themselves is taken as text and nothing else; several tabs of one person are one person. */
export function readPeople(
  states: ReadonlyMap<number, unknown>,
  ownClientId: number,
  ownId: string,
): readonly Present[] {
  const found = new Map<string, Present>()
  for (const [clientId, state] of states) {
    if (clientId === ownClientId || !isRecord(state) || !isRecord(state['user'])) continue
    const id = text(state['user']['id'])
    if (id === '' || (id === ownId && !fault('APP-10'))) continue
    const cardId = text(state['card']) === '' ? null : text(state['card'])
    const field = text(state['field']) === '' ? null : text(state['field'])
    const person: Present = { id, name: text(state['user']['name']), cardId, field, idle: state['idle'] === true }
    const known = found.get(id)
    if (!known || liveliness(person) > liveliness(known)) found.set(id, person)
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}

/** Of several tabs the one with the most to say speaks for the person. */
const liveliness = (person: Present): number =>
  (person.idle ? 0 : 4) + (person.field === null ? 0 : 2) + (person.cardId === null ? 0 : 1)

const samePerson = (a: Present, b: Present): boolean =>
  a.id === b.id && a.name === b.name && a.cardId === b.cardId && a.field === b.field && a.idle === b.idle
export const samePeople = (a: readonly Present[], b: readonly Present[]): boolean =>
  a.length === b.length && a.every((person, index) => samePerson(person, b[index] ?? person) && b[index] !== undefined)

/** Lists keep their identity while nobody at that card changed, so that only the cards concerned render again. */
export function groupByCard(people: readonly Present[], before: ReadonlyMap<string, readonly Present[]>) {
  const groups = new Map<string, Present[]>()
  for (const person of people) {
    if (person.cardId === null) continue
    const group = groups.get(person.cardId)
    if (group) group.push(person)
    else groups.set(person.cardId, [person])
  }
  const result = new Map<string, readonly Present[]>()
  for (const [cardId, group] of groups) {
    const old = before.get(cardId)
    result.set(cardId, old && samePeople(old, group) && !fault('APP-12') ? old : group)
  }
  return result
}
