import type { SheetColumn } from '../../../tables/write/column.ts'

/** Keys of a JSON object, one per column: the contract's names, with the unit where it has one; custom fields by name. */
export function fieldKeyOf(columns: readonly SheetColumn[]): readonly string[] {
  const used = new Set<string>()
  return columns.map(({ id, header, type }) => {
    const wanted = id.startsWith('field:') ? header : type === 'money' ? `${id}Cents` : id
    let key = wanted
    for (let n = 2; used.has(key); n++) key = `${wanted} ${n}`
    used.add(key)
    return key
  })
}
