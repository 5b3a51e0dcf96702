import { plainComment } from '../card/mentions.ts'
import { fault } from '../faults.ts'
import type { JsonValue, Meaning } from '../kind.ts'
import type { HistoryNames } from './types.ts'
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
  /** Of what is told as a number: one by one, with the values. */
  readonly each?: () => readonly Sentence[]
}

/** Fills the words of one person's language. */
export class Speaker {
  private readonly words: Readonly<Record<string, string>>
  private readonly actorId: string
  private readonly names: HistoryNames
  /** What all of it is about: sentences need not name it. */
  private readonly about: string | undefined

  constructor(actorId: string, names: HistoryNames, about?: string) {
    this.actorId = actorId
    this.names = names
    this.about = about
    this.words = historyWords[names.language]
  }

  knows(name: string): boolean {
    return this.words[name] !== undefined && !(fault('HIS-41') && /^(?:field|view)\./.test(name))
  }

  /** The same sentence, and that it did not stay so. */
  takenBack(sentence: Sentence): Sentence {
    const tail: SentencePart = { role: 'text', text: this.words['taken-back'] ?? '' }
    const { each } = sentence
    const said = { ...sentence, parts: [...sentence.parts, tail], text: sentence.text + tail.text }
    return each ? { ...said, each: () => each().map((one) => this.takenBack(one)) } : said
  }

  /** A card that came, and what it came with: everything, or the one field that is asked for. */
  with(sentence: Sentence, content: { readonly [key: string]: JsonValue }, field: string | null): Sentence {
    const keys = Object.keys(content).filter((key) => (field === null ? !unsaidAtBirth.has(key) : key === field))
    const told = keys.filter((key) => key !== 'title' && key !== 'pos' && content[key] !== '' && content[key] !== null)
    const more = told.flatMap((key, i): SentencePart[] => {
      const before = i === 0 ? ': ' : ', '
      const label = /^label:(.*)/s.exec(key)?.[1]
      return label === undefined
        ? [
            { role: 'text', text: `${before}${this.fieldText(key)} ` },
            { role: 'value', text: valueText(key, content[key], this.words, this.names) },
          ]
        : [
            { role: 'text', text: `${before}${this.words['label'] ?? ''} ` },
            { role: 'value', text: label },
          ]
    })
    const parts = [...sentence.parts, ...more]
    return { ...sentence, parts, text: parts.map(({ text }) => text).join('') }
  }

  say(name: string, subject: string | null, args: Meaning['args']): Sentence {
    const template = this.template(name, subject, args)
    const parts = template
      .split(/(\{[a-z]+\})/)
      .filter((piece) => piece !== '')
      .map((piece): SentencePart => {
        const slot = /^\{([a-z]+)\}$/.exec(piece)?.[1]
        return slot === undefined ? { role: 'text', text: piece } : this.fill(slot, name, subject, args)
      })
    const base = /^[a-z]+\.[a-z_]+/.exec(name)?.[0] ?? name
    return { name: base, subject, parts, text: parts.map(({ text }) => text).join('') }
  }

  /** Shorter where everything is about the subject, and without a name for what nobody can name any more. */
  private template(name: string, subject: string | null, args: Meaning['args']): string {
    const { words } = this
    const here = subject !== null && subject === this.about ? words[`${name}.here`] : undefined
    const unnamed = subject !== null && this.called(name, subject, args) === null ? words[`${name}.unnamed`] : undefined
    return here ?? unnamed ?? (this.knows(name) ? words[name] : undefined) ?? words['change.other'] ?? ''
  }

  private fill(slot: string, name: string, subject: string | null, args: Meaning['args']): SentencePart {
    if (slot === 'actor') return { role: 'actor', text: this.names.person(this.actorId) ?? this.actorId }
    // Not the actor of the group, who stands beside it once: the server wrote down what each of them decided.
    if (slot === 'by') return { role: 'subject', text: this.personText(args['by'] ?? null) }
    if (slot === 'subject') return { role: 'subject', text: this.subjectText(name, subject, args) }
    if (slot === 'field') return { role: 'text', text: this.fieldText(args['field']) }
    if (slot === 'into' || (slot === 'to' && name.startsWith('contact.')))
      return { role: 'value', text: this.accountText(args[slot] ?? null) }
    if (slot === 'stage' || slot === 'from' || slot === 'to')
      return { role: 'value', text: this.stageText(args[slot] ?? null) }
    if (slot === 'count') return { role: 'text', text: JSON.stringify(args['count'] ?? 0) }
    const field = args['field'] ?? args['key']
    return {
      role: 'value',
      text: valueText(typeof field === 'string' ? field : '', readable(name, args[slot]), this.words, this.names),
    }
  }

  private subjectText(name: string, subject: string | null, args: Meaning['args']): string {
    if (subject === null) return ''
    // An id tells nobody anything: what is not there any more is called by its kind.
    const [kind = ''] = name.split('.')
    return this.called(name, subject, args) ?? this.words[`gone.${kind}`] ?? this.words['gone'] ?? ''
  }

  private called(name: string, subject: string, { title }: Meaning['args']): string | null {
    const { card, stage, field, view, task } = this.names
    if ((name === 'card.created' || name === 'request.created') && typeof title === 'string') return title
    const [kind = ''] = name.split('.')
    if (kind === 'stage') return stage(subject)
    if (kind === 'field') return field?.(subject)?.name ?? null
    if (kind === 'view') return view?.(subject) ?? null
    if (!isInside.has(kind)) return card(subject)
    const called = task?.(subject) ?? null
    return called === null ? null : readable(name, called)
  }

  private fieldText(field: JsonValue | undefined): string {
    if (typeof field !== 'string') return ''
    const custom = field.startsWith('field:') ? this.names.field?.(field.slice('field:'.length)) : null
    return custom?.name ?? historyFields[this.names.language][field] ?? field
  }

  private stageText(stage: JsonValue): string {
    const known = typeof stage === 'string' ? this.names.stage(stage) : null
    return known ?? this.words['no-stage'] ?? ''
  }

  private personText(person: JsonValue): string {
    const known = typeof person === 'string' && !fault('HIS-48') ? this.names.person(person) : null
    return known ?? this.words['somebody'] ?? ''
  }

  private accountText(account: JsonValue): string {
    const known = typeof account === 'string' ? this.names.card(account) : null
    return known ?? this.words['gone.account'] ?? ''
  }
}

/** Of what stands inside a card or a request. */
/** A comment is kept with the ids of whom it mentions: people read their names. */
const readable = <T>(name: string, value: T): T | string =>
  typeof value === 'string' && name.startsWith('comment.') && !fault('HIS-54') ? plainComment(value) : value

const isInside: ReadonlySet<string> = new Set(['checklist', 'item', 'comment', 'attachment'])

/** Set by the server, or said by the sentence itself. */
const unsaidAtBirth: ReadonlySet<string> = new Set(['createdAt', 'createdBy', 'deletedAt', 'lastMoveAt'])
