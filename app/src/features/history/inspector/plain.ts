import { fault, type HistoryNames, type JsonValue } from '@mutirao/documents'

/** Any document at one moment: root → entry → field → value. */
export type PlainState = Readonly<Record<string, JsonValue>>

export interface PlainEntry {
  /** '' for values that stand in the root itself. */
  readonly id: string
  readonly fields: ReadonlyMap<string, JsonValue>
  readonly archived: boolean
}

export interface PlainSection {
  readonly root: string
  /** In their order; archived ones last. */
  readonly entries: readonly PlainEntry[]
}

/** One entry at two moments. */
export interface PlainChange {
  readonly before: PlainEntry
  readonly now: PlainEntry
  readonly keys: readonly string[]
}

export interface PlainDifference {
  readonly root: string
  readonly added: readonly PlainEntry[]
  readonly changed: readonly PlainChange[]
  /** Archived ones too. */
  readonly removed: readonly PlainEntry[]
}

/** Order and bookkeeping: nothing a person reads. */
const silent: ReadonlySet<string> = new Set(['rank', 'schemaVersion', 'deletedAt'])

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The content of a document of any kind by section, as far as a person reads it. Empty sections are left out. */
export function sectionsOf(state: PlainState): readonly PlainSection[] {
  return Object.entries(state).flatMap(([root, value]) => {
    const entries = isObject(value) ? entriesOf(value) : [entryOf('', { [root]: value })]
    return entries.length === 0 ? [] : [{ root, entries }]
  })
}

function entriesOf(root: { readonly [key: string]: JsonValue }): readonly PlainEntry[] {
  const all = Object.entries(root)
  const own = entryOf('', Object.fromEntries(all.filter(([, value]) => !isObject(value))))
  const entries = all.flatMap(([id, value]) => (isObject(value) ? [{ entry: entryOf(id, value), value }] : []))
  const sorted = entries
    .toSorted((a, b) => Number(a.entry.archived) - Number(b.entry.archived) || compare(a.value, b.value))
    .map(({ entry }) => entry)
  return own.fields.size === 0 ? sorted : [own, ...sorted]
}

type Json = Readonly<Record<string, JsonValue>>
const textAt = (value: Json, key: string): string => {
  const found = value[key]
  return typeof found === 'string' ? found : ''
}

/** By rank where there is one, else by age. */
function compare(a: Json, b: Json): number {
  const [one, two] = [textAt(a, 'rank'), textAt(b, 'rank')]
  if (one !== two) return one < two ? -1 : 1
  return Number(a['createdAt'] ?? 0) - Number(b['createdAt'] ?? 0)
}

function entryOf(id: string, value: Json): PlainEntry {
  const shown = Object.entries(value).filter(([key, field]) => !silent.has(key) && field !== null && field !== '')
  return { id, fields: new Map(shown), archived: typeof value['deletedAt'] === 'number' }
}

const titleKeys = ['title', 'name', 'description', 'fileName', 'text'] as const

/** What a person calls an entry; its id when it has no name at all. */
export function titleOf({ id, fields }: PlainEntry, names: Pick<HistoryNames, 'card'>): string {
  for (const key of titleKeys) {
    const value = fields.get(key)
    if (typeof value === 'string') return value
  }
  const subject = fields.get('subject')
  return names.card(id) ?? (typeof subject === 'string' ? names.card(subject) : null) ?? id
}

/** Names of all entries of a document that have one, by id. */
export function titlesOf(state: PlainState): ReadonlyMap<string, string> {
  const none = { card: () => null }
  const entries = sectionsOf(state).flatMap((section) => section.entries)
  return new Map(
    entries.map((entry) => [entry.id, titleOf(entry, none)] as const).filter(([id, title]) => title !== id),
  )
}

/** What lies between two moments of a document of any kind, section by section; equal ones are left out. */
export function comparePlain(then: PlainState, now: PlainState): readonly PlainDifference[] {
  const [before, after] = [shownByRoot(then), shownByRoot(now)]
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((root): readonly PlainDifference[] => {
    const [was, is] = [before.get(root) ?? none, after.get(root) ?? none]
    const added = [...is.values()].filter(({ id }) => !was.has(id))
    const removed = [...was.values()].filter(({ id }) => !is.has(id))
    const changed = [...is.values()].flatMap((entry): readonly PlainChange[] => {
      const earlier = was.get(entry.id)
      const keys = earlier ? differing(earlier, entry) : []
      return earlier && keys.length > 0 ? [{ before: earlier, now: entry, keys }] : []
    })
    return added.length + removed.length + changed.length === 0 ? [] : [{ root, added, changed, removed }]
  })
}

const none: ReadonlyMap<string, PlainEntry> = new Map()

const shownByRoot = (state: PlainState) =>
  new Map(
    sectionsOf(state).map(({ root, entries }) => [
      root,
      new Map(entries.filter(({ archived }) => !archived || fault('HSC-16')).map((entry) => [entry.id, entry])),
    ]),
  )

/** Both states come as JSON with sorted keys: equal values are equal text. */
const differing = (a: PlainEntry, b: PlainEntry): readonly string[] =>
  [...new Set([...a.fields.keys(), ...b.fields.keys()])].filter(
    (key) => JSON.stringify(a.fields.get(key)) !== JSON.stringify(b.fields.get(key)),
  )
