import * as Y from 'yjs'

/** Roots of the documents the tests of this folder play with. `log` may not lose content, `wall` gets lost content back. */
export const roots = {
  cards: (doc: Y.Doc): Y.Map<unknown> => doc.getMap('cards'),
  log: (doc: Y.Doc): Y.Array<unknown> => doc.getArray('log'),
  text: (doc: Y.Doc): Y.Text => doc.getText('text'),
  wall: (doc: Y.Doc): Y.Text => doc.getText('wall'),
  notes: (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('notes'),
}

/** What a reader of the document sees. */
export function visible(doc: Y.Doc): Record<string, unknown> {
  return {
    cards: roots.cards(doc).toJSON(),
    log: roots.log(doc).toJSON(),
    text: roots.text(doc).toDelta(),
    wall: roots.wall(doc).toDelta(),
    notes: roots.notes(doc).toJSON(),
  }
}

export type Random = () => number
const below = (random: Random, count: number): number => Math.floor(random() * count)
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T

/** How often edits carry something a judge objects to. */
export interface EditOptions {
  readonly mischief: number
}

const keys = ['title', 'value', 'owner', 'locked', 'sealed'] as const
const entryIds = ['card-a', 'card-b', 'card-c', 'card-d'] as const

function scalar(random: Random, { mischief }: EditOptions): unknown {
  const dice = random()
  if (dice < mischief) return '§'
  if (dice < mischief * 1.5) return '¤'
  return pick(random, [
    'ã',
    'text',
    7,
    null,
    true,
    { stage: 's', rank: 'r' },
    ['x', 1],
    'a longer value than the short path reads',
  ])
}

function someKey(random: Random, { mischief }: EditOptions): string {
  return random() < mischief ? pick(random, keys) : pick(random, keys.slice(0, 3))
}

function fillMap(map: Y.Map<unknown>, random: Random, options: EditOptions, depth: number): void {
  for (let left = below(random, 4); left > 0; left--) map.set(someKey(random, options), scalar(random, options))
  if (depth < 3 && random() < 0.3) {
    const inner = new Y.Map<unknown>()
    map.set(random() < options.mischief ? '§' : 'inner', inner)
    fillMap(inner, random, options, depth + 1)
  }
  if (random() < 0.15) map.set('tags', new Y.Array())
}

function someMap(map: Y.Map<unknown>, random: Random): Y.Map<unknown> {
  const inner = map.get('inner')
  return inner instanceof Y.Map && random() < 0.6 ? someMap(inner, random) : map
}

type Edit = (doc: Y.Doc, random: Random, options: EditOptions) => void

const withCard =
  (edit: (card: Y.Map<unknown>, random: Random, options: EditOptions) => void): Edit =>
  (doc, random, options) => {
    const card = roots.cards(doc).get(pick(random, entryIds))
    if (card instanceof Y.Map) edit(someMap(card, random), random, options)
  }

const createCard: Edit = (doc, random, options) => {
  const id = pick(random, entryIds)
  if (roots.cards(doc).has(id) && random() > options.mischief) return
  const card = new Y.Map<unknown>()
  roots.cards(doc).set(id, card)
  fillMap(card, random, options, 0)
}
const deleteCard: Edit = (doc, random, options) => {
  if (random() < options.mischief) roots.cards(doc).delete(pick(random, entryIds))
}
const setKey = withCard((map, random, options) => map.set(someKey(random, options), scalar(random, options)))
const deleteKey = withCard((map, random, options) => map.delete(someKey(random, options)))
const editTags = withCard((map, random, options) => {
  const tags = map.get('tags')
  if (!(tags instanceof Y.Array)) return
  if (tags.length > 2 && random() < 0.5) tags.delete(below(random, tags.length - 1), 2)
  else tags.insert(below(random, tags.length + 1), [scalar(random, options), 't'])
})

const editList: Edit = (doc, random, options) => {
  const log = roots.log(doc)
  if (log.length > 0 && random() < options.mischief) log.delete(below(random, log.length))
  else if (random() < 0.3) {
    const entry = new Y.Map<unknown>()
    log.insert(below(random, log.length + 1), [entry])
    fillMap(entry, random, options, 1)
  } else log.push([scalar(random, options)])
}

const editText =
  (root: 'text' | 'wall'): Edit =>
  (doc, random, options) => {
    const text = roots[root](doc)
    const at = below(random, text.length + 1)
    const dice = random()
    if (dice < 0.3 && text.length > at) text.delete(at, Math.min(text.length - at, 1 + below(random, 6)))
    else if (dice < 0.4 && text.length > at && root === 'text') {
      text.format(at, Math.min(text.length - at, 3), { bold: random() < 0.6 ? true : null })
    } else if (dice < 0.5) text.insertEmbed(at, { image: random() < options.mischief ? '§' : 'ok' })
    else {
      const marked = random() < options.mischief / 2 ? pick(random, ['§', '¤']) : pick(random, ['olá ', 'x', 'ção '])
      text.insert(at, marked)
    }
  }

const editNotes: Edit = (doc, random, options) => {
  const notes = roots.notes(doc)
  const at = below(random, notes.length + 1)
  const dice = random()
  const node = notes.length > 0 ? notes.get(below(random, notes.length)) : undefined
  if (dice < 0.35 || !(node instanceof Y.XmlElement)) {
    const paragraph = new Y.XmlElement('p')
    paragraph.insert(0, [new Y.XmlText(random() < options.mischief / 2 ? '§' : 'nota')])
    notes.insert(at, [paragraph])
  } else if (dice < 0.5) notes.delete(Math.min(at, notes.length - 1), 1)
  else if (dice < 0.7) node.setAttribute('level', String(scalar(random, options)))
  else if (dice < 0.8) node.insert(0, [new Y.XmlText('mais')])
  else {
    const text = node.get(0)
    if (text instanceof Y.XmlText) text.insert(below(random, text.length + 1), 'abc')
  }
}

const edits: readonly Edit[] = [
  createCard,
  createCard,
  deleteCard,
  setKey,
  setKey,
  setKey,
  deleteKey,
  editTags,
  editList,
  editText('text'),
  editText('wall'),
  editNotes,
]

/** One transaction of one to three random edits. */
export function randomEdit(doc: Y.Doc, random: Random, options: EditOptions): void {
  doc.transact(() => {
    for (let left = 1 + below(random, 3); left > 0; left--) pick(random, edits)(doc, random, options)
  })
}
