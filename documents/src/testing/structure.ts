import * as Y from 'yjs'

/** Every unit of every client: gone, or which content stands there, what it was written after, and under which key. */
function unitsOf(doc: Y.Doc): string[] {
  const lines: string[] = []
  const clients = [...doc.store.clients.entries()].sort(([a], [b]) => a - b)
  for (const [client, structs] of clients) {
    for (const struct of structs) {
      for (let offset = 0; offset < struct.length; offset++) {
        const id = `${client}:${struct.id.clock + offset}`
        if (struct.deleted || !(struct instanceof Y.Item)) lines.push(`${id} gone`)
        else {
          const origin = offset > 0 ? `${client}:${struct.id.clock + offset - 1}` : idText(struct.origin)
          lines.push(`${id} ${struct.content.constructor.name} after ${origin} as ${struct.parentSub ?? ''}`)
        }
      }
    }
  }
  return lines
}

const idText = (id: Y.ID | null): string => (id ? `${id.client}:${id.clock}` : '-')

/** Which units stand in a type, in order, and which unit holds each key. */
function orderOf(type: Pick<Y.AbstractType<unknown>, '_start' | '_map'>, path: string, lines: string[]): void {
  const units: string[] = []
  for (let item = type._start; item; item = item.right) {
    if (item.deleted) continue
    for (let offset = 0; offset < item.length; offset++) units.push(`${item.id.client}:${item.id.clock + offset}`)
    if (item.content instanceof Y.ContentType) orderOf(item.content.type, `${path}/${idText(item.id)}`, lines)
  }
  if (units.length > 0) lines.push(`${path} = ${units.join(' ')}`)
  for (const [key, item] of [...type._map].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (item.deleted) continue
    lines.push(`${path}.${key} = ${idText(item.lastId)}`)
    if (item.content instanceof Y.ContentType) orderOf(item.content.type, `${path}.${key}`, lines)
  }
}

/**
 * Everything two copies of a document must agree on, as text lines: the units of the store, their order and keys, and
 * that nothing waits for something missing. Two copies may hold the same units in runs of different length.
 */
export function structureOf(doc: Y.Doc): string[] {
  const lines = unitsOf(doc)
  for (const [name, type] of [...doc.share].sort(([a], [b]) => (a < b ? -1 : 1))) orderOf(type, name, lines)
  if (doc.store.pendingStructs) lines.push('structs wait for something missing')
  if (doc.store.pendingDs) lines.push('deletions wait for something missing')
  return lines
}

/** Throws an error that names the first difference when the copies differ in structure or in content. */
export function expectConverged(docs: readonly Y.Doc[]): void {
  const [first, ...others] = docs
  if (!first) return
  const [structure, content] = [structureOf(first), contentOf(first)]
  const pending = structure.find((line) => line.includes('wait for'))
  if (pending) throw new Error(`copy 0: ${pending}`)
  others.forEach((doc, i) => {
    const other = structureOf(doc)
    for (let line = 0; line < Math.max(structure.length, other.length); line++)
      if (structure[line] !== other[line])
        throw new Error(
          `copies 0 and ${i + 1} differ: ${structure[line] ?? '(nothing)'} ≠ ${other[line] ?? '(nothing)'}`,
        )
    if (contentOf(doc) !== content) throw new Error(`copies 0 and ${i + 1} hold different content`)
  })
}

/** The document's roots as canonical JSON text. */
export function contentOf(doc: Y.Doc): string {
  const roots = [...doc.share.keys()].sort().map((name) => {
    const type = doc.share.get(name)
    return [name, type?.toJSON()]
  })
  return JSON.stringify(roots, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
