/** What can be chosen for a field of a list, with how many entries hold it. Pure. */
import { EMPTY, ME, type MemberSnapshot } from '@mutirao/documents'
import type { Finding } from '../../../view/index.ts'

export interface Option {
  readonly value: string
  /** Live entries that hold it. */
  readonly count: number
}

/** How many live entries hold each value; `EMPTY` counts those that hold none. */
function countValues(finding: Finding, field: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const add = (value: string) => counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const value of finding.values(field)) {
    if (value === null || value === '' || (typeof value === 'object' && value.length === 0)) add(EMPTY)
    else if (typeof value === 'object') value.forEach(add)
    else add(String(value))
  }
  return counts
}

/** The most held first; people with me at their head, stages and choices in their own order; "empty" last. */
export function optionsOf(
  finding: Finding,
  field: string,
  members: ReadonlyMap<string, MemberSnapshot>,
  me: string,
): readonly Option[] {
  const counts = countValues(finding, field)
  const option = (value: string): Option => ({ value, count: counts.get(value === ME ? me : value) ?? 0 })
  const choices = finding.choices(field)
  if (choices) return choices.map(option)
  const known = [...counts.keys()].filter((value) => value !== EMPTY)
  if (finding.kind(field) === 'person') {
    const people = new Set([...[...members.values()].filter(({ active }) => active).map(({ id }) => id), ...known])
    people.delete(me)
    const name = (id: string) => members.get(id)?.name ?? id
    const sorted = [...people].toSorted((a, b) => name(a).localeCompare(name(b)))
    return [ME, ...sorted, EMPTY].map(option)
  }
  const sorted = known.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b))
  return [...sorted, EMPTY].map(option)
}
