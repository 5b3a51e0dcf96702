import { fault } from '../faults.ts'
import type { JsonValue, Meaning } from '../kind.ts'
import { kinds } from '../kinds.ts'
import type { DocumentKindName } from '../names.ts'
import { netFacts } from './net.ts'
import { composeSplices, sentenceCounts } from './text-counts.ts'
import { Speaker, type Sentence } from './speaker.ts'
import type { HistoryFact, HistoryGroup, HistoryNames } from './types.ts'

/** This many of a kind in one group are told as one number. */
const manyFrom = 4

/** Where sentences stand: there what is known need not be said, and what is asked must be. */
export interface SentencePlace {
  /** The card whose own history this is: not named again, and all it was made with is told. */
  readonly about?: string | undefined
  /** The field whose own history this is. */
  readonly field?: string | null | undefined
}

/** What a group of facts says, in words. Pure: all names come from the caller. */
export function sentencesOf(
  kind: DocumentKindName,
  group: HistoryGroup,
  names: HistoryNames,
  place: SentencePlace = {},
): Sentence[] {
  const { net: facts, returned } = netFacts(group.facts)
  const speaker = new Speaker(group.actorId, names, fault('HIS-44') ? undefined : place.about)
  const plain = facts.filter((fact) => fact.kind !== 'text' && !fact.conflict && !fact.reverted)
  const { births, later } = inTwo(plain)
  const worth = [...meaningsOf(kind, births), ...meaningsOf(kind, later)].filter(({ name }) => name !== 'notes.changed')
  const told = tellMeanings(worth, speaker)
  return [
    ...told.map((sentence) => withContent(sentence, births, speaker, place)),
    ...tellReturned(kind, returned, speaker),
    ...tellText(
      facts.filter((fact) => fact.kind === 'text'),
      speaker,
    ),
    ...facts.flatMap((fact) => tellSpecial(fact, speaker)),
  ]
}

const meaningsOf = (kind: DocumentKindName, facts: readonly HistoryFact[]): readonly Meaning[] =>
  kinds[kind].meaning(facts.map(({ path, before, after }) => ({ path, before, after })))

const entryOf = ({ path: [root, id] }: HistoryFact): string => `${root} ${id}`

/** A kind's meaning takes a new entry as one event: what was written to it later is asked for by itself. */
function inTwo(facts: readonly HistoryFact[]) {
  const born = new Set(facts.filter(({ kind, path }) => kind === 'insert' && path.length === 2).map(entryOf))
  const isLater = (fact: HistoryFact): boolean => fact.path.length > 2 && born.has(entryOf(fact))
  return { births: facts.filter((fact) => !isLater(fact)), later: facts.filter(isLater) }
}

/** The coming of a card in its own history, with the values it came with. */
function withContent(
  sentence: Sentence,
  births: readonly HistoryFact[],
  speaker: Speaker,
  { about, field }: SentencePlace,
): Sentence {
  if (sentence.name !== 'card.created' || sentence.subject === null || sentence.subject !== about) return sentence
  const birth = births.find(({ path }) => path[0] === 'cards' && path[1] === about)
  const content = birth?.after
  if (typeof content !== 'object' || content === null || Array.isArray(content) || fault('HIS-44')) return sentence
  return speaker.with(sentence, content as { readonly [key: string]: JsonValue }, field ?? null)
}

function tellMeanings(meanings: readonly Meaning[], speaker: Speaker): Sentence[] {
  return [...Map.groupBy(meanings, alike).values()].flatMap((same) => {
    const [first] = same
    const many = first && speaker.knows(`${first.name}.many`) && same.length >= manyFrom && !fault('HIS-13')
    const each = () => same.map((meaning) => speaker.say(variantOf(meaning, speaker), meaning.subject, meaning.args))
    if (!first || !many) return each()
    const counted = speaker.say(`${first.name}.many`, null, { ...first.args, count: same.length })
    return [fault('HIS-47') ? counted : { ...counted, each }]
  })
}

/** Meanings that are told as one when there are many: of a field the same field, of moves those to one place. */
function alike({ name, args: { to, label, field } }: Meaning): string {
  if (fault('HIS-45')) return name
  return JSON.stringify([name, name === 'card.moved' ? (to ?? null) : null, label ?? null, field ?? null])
}

/** Orders of cards and stamps of notes are nobody's words: a way there and back is told of everything else. */
const unsaid: ReadonlySet<string> = new Set(['card.ranked', 'stage.moved', 'notes.changed'])

function tellReturned(kind: DocumentKindName, facts: readonly HistoryFact[], speaker: Speaker): Sentence[] {
  const stood = facts.filter((fact) => !fact.reverted)
  return tellMeanings(
    meaningsOf(kind, stood).filter(({ name }) => !unsaid.has(name)),
    speaker,
  ).map((sentence) => speaker.takenBack(sentence))
}

/** In other words when there was nothing before or is nothing after, and for what is no value to be read. */
function variantOf({ name, args }: Meaning, speaker: Speaker): string {
  const field = args['field'] ?? args['key']
  if (typeof field === 'string' && speaker.knows(`${name}.${field}`)) return `${name}.${field}`
  const empty = (value: JsonValue | undefined): boolean => value === null || value === undefined || value === ''
  const ending = empty(args['before']) ? '.set' : empty(args['after']) ? '.cleared' : ''
  return speaker.knows(name + ending) ? name + ending : name
}

function tellText(facts: readonly HistoryFact[], speaker: Speaker): Sentence[] {
  if (facts.length === 0) return []
  const splices = composeSplices(facts.map((fact) => fact.text?.splices ?? []))
  const counts = sentenceCounts(splices)
  const told = (['rewritten', 'added', 'removed'] as const)
    .filter((which) => counts[which] > 0)
    .map((which) => {
      const name = `notes.${which}`
      return { ...speaker.say(counts[which] === 1 ? `${name}.one` : name, null, { count: counts[which] }), name }
    })
  const formatted = facts.some((fact) => fact.text?.formatted) && told.length === 0
  return formatted ? [speaker.say('notes.formatted', null, {})] : told
}

function tellSpecial(fact: HistoryFact, speaker: Speaker): Sentence[] {
  const [, entry] = fact.path
  const field = fact.path.at(-1) ?? ''
  const subject = fact.path.length > 2 ? (entry ?? null) : null
  if (fact.conflict) {
    const { lost, kept } = fact.conflict
    return [speaker.say('value.lost', subject, { field, lost, kept })]
  }
  if (!fact.reverted) return []
  return [speaker.say('change.reverted', subject, { field, after: fact.after ?? null })]
}
