import { fault } from '../faults.ts'
import type { JsonValue, Meaning } from '../kind.ts'
import { kinds } from '../kinds.ts'
import type { DocumentKindName } from '../names.ts'
import { netFacts } from './net.ts'
import { composeSplices, sentenceCounts } from './text-counts.ts'
import type { HistoryFact, HistoryGroup, HistoryNames } from './types.ts'
import { valueText } from './value-text.ts'
import { historyFields, historyWords } from './words.ts'

/** `actor` and `subject` (what it is about) are shown in bold, values as values. */
export interface SentencePart {
  readonly role: 'text' | 'actor' | 'subject' | 'value'
  readonly text: string
}

export interface Sentence {
  /** The meaning's name (`card.moved`, `notes.rewritten`, `value.lost`, …), for icons and filters. */
  readonly name: string
  /** Card, stage, comment or item id; null when it is about many or about the document. */
  readonly subject: string | null
  readonly parts: readonly SentencePart[]
  /** The parts in one string. */
  readonly text: string
}

/** This many of a kind in one group are told as one number. */
const manyFrom = 4

/** What a group of facts says, in words. Pure: all names come from the caller. */
export function sentencesOf(kind: DocumentKindName, group: HistoryGroup, names: HistoryNames): Sentence[] {
  const { net: facts, returned } = netFacts(group.facts)
  const speaker = new Speaker(group.actorId, names)
  const plain = facts.filter((fact) => fact.kind !== 'text' && !fact.conflict && !fact.reverted)
  const meanings = kinds[kind].meaning(plain.map(({ path, before, after }) => ({ path, before, after })))
  const worth = meanings.filter(({ name }) => name !== 'notes.changed')
  return [
    ...tellMeanings(worth, speaker),
    ...tellReturned(kind, returned, speaker),
    ...tellText(
      facts.filter((fact) => fact.kind === 'text'),
      speaker,
    ),
    ...facts.flatMap((fact) => tellSpecial(fact, speaker)),
  ]
}

function tellMeanings(meanings: readonly Meaning[], speaker: Speaker): Sentence[] {
  const alike = Map.groupBy(meanings, (meaning) => {
    const { to, label, field } = meaning.args
    return JSON.stringify([meaning.name, meaning.name === 'card.moved' ? to : null, label ?? null, field ?? null])
  })
  return [...alike.values()].flatMap((same) => {
    const [first] = same
    const many = first && speaker.knows(`${first.name}.many`) && same.length >= manyFrom && !fault('HIS-13')
    if (first && many) return [speaker.say(`${first.name}.many`, null, { ...first.args, count: same.length })]
    return same.map((meaning) => speaker.say(variantOf(meaning), meaning.subject, meaning.args))
  })
}

/** Orders of cards and stamps of notes are nobody's words: a way there and back is told of everything else. */
const unsaid: ReadonlySet<string> = new Set(['card.ranked', 'stage.moved', 'notes.changed'])

function tellReturned(kind: DocumentKindName, facts: readonly HistoryFact[], speaker: Speaker): Sentence[] {
  const stood = facts.filter((fact) => !fact.reverted)
  const meanings = kinds[kind].meaning(stood.map(({ path, before, after }) => ({ path, before, after })))
  return tellMeanings(
    meanings.filter(({ name }) => !unsaid.has(name)),
    speaker,
  ).map((sentence) => speaker.takenBack(sentence))
}

/** Changes of fields told in other words when there was nothing before, or is nothing after. */
const fieldChanges: ReadonlySet<string> = new Set(['card.field_changed', 'request.field_changed', 'item.field_changed'])

function variantOf({ name, args }: Meaning): string {
  if (!fieldChanges.has(name)) return name
  const empty = (value: JsonValue | undefined): boolean => value === null || value === undefined || value === ''
  if (empty(args['before'])) return `${name}.set`
  return empty(args['after']) ? `${name}.cleared` : name
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

/** Fills the words of one person's language. */
class Speaker {
  private readonly words: Readonly<Record<string, string>>
  private readonly actorId: string
  private readonly names: HistoryNames

  constructor(actorId: string, names: HistoryNames) {
    this.actorId = actorId
    this.names = names
    this.words = historyWords[names.language]
  }

  knows(name: string): boolean {
    return this.words[name] !== undefined
  }

  /** The same sentence, and that it did not stay so. */
  takenBack(sentence: Sentence): Sentence {
    const tail: SentencePart = { role: 'text', text: this.words['taken-back'] ?? '' }
    return { ...sentence, parts: [...sentence.parts, tail], text: sentence.text + tail.text }
  }

  say(name: string, subject: string | null, args: Meaning['args']): Sentence {
    const template = this.words[name] ?? this.words['change.other'] ?? ''
    const parts = template
      .split(/(\{[a-z]+\})/)
      .filter((piece) => piece !== '')
      .map((piece): SentencePart => {
        const slot = /^\{([a-z]+)\}$/.exec(piece)?.[1]
        return slot === undefined ? { role: 'text', text: piece } : this.fill(slot, name, subject, args)
      })
    const base = name.replace(/\.(set|cleared|many|one)$/, '')
    return { name: base, subject, parts, text: parts.map(({ text }) => text).join('') }
  }

  private fill(slot: string, name: string, subject: string | null, args: Meaning['args']): SentencePart {
    if (slot === 'actor') return { role: 'actor', text: this.names.person(this.actorId) ?? this.actorId }
    if (slot === 'subject') return { role: 'subject', text: this.subjectText(name, subject, args) }
    if (slot === 'field') return { role: 'text', text: this.fieldText(args['field']) }
    if (slot === 'stage' || slot === 'from' || slot === 'to')
      return { role: 'value', text: this.stageText(args[slot] ?? null) }
    if (slot === 'count') return { role: 'text', text: JSON.stringify(args['count'] ?? 0) }
    const field = typeof args['field'] === 'string' ? args['field'] : ''
    return { role: 'value', text: valueText(field, args[slot], this.words, this.names) }
  }

  private subjectText(name: string, subject: string | null, args: Meaning['args']): string {
    if (subject === null) return ''
    if (name === 'card.created' && typeof args['title'] === 'string') return args['title']
    const { card, stage, task } = this.names
    if (name === 'request.created' && typeof args['title'] === 'string') return args['title']
    // An id tells nobody anything: what is not there any more is called by its kind.
    const [kind = ''] = name.split('.')
    const found =
      kind === 'stage' ? stage(subject) : kind === 'checklist' || kind === 'item' ? task?.(subject) : card(subject)
    return found ?? this.words[`gone.${kind}`] ?? this.words['gone'] ?? ''
  }

  private fieldText(field: JsonValue | undefined): string {
    if (typeof field !== 'string') return ''
    const custom = field.startsWith('field:') ? this.names.field?.(field.slice('field:'.length)) : null
    return custom ?? historyFields[this.names.language][field] ?? field
  }

  private stageText(stage: JsonValue): string {
    const known = typeof stage === 'string' ? this.names.stage(stage) : null
    return known ?? this.words['no-stage'] ?? ''
  }
}
