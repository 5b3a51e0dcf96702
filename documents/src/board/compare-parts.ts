import { fault } from '../faults.ts'
import type { FieldSnapshot } from './fields.ts'
import type { BoardStore } from './read.ts'
import { NO_STAGE } from './shape.ts'
import type { StageSnapshot } from './shape.ts'
import { sameSnapshot } from './snapshot.ts'

/** A stage, a field or the board itself at two moments. */
export interface PartChange {
  readonly part: 'stage' | 'field' | 'board'
  readonly id: string
  /** As it is called now; then, when it is gone. */
  readonly name: string
  readonly fate: 'added' | 'removed' | 'changed'
  /** What stands otherwise; empty unless it changed. */
  readonly keys: readonly { readonly key: string; readonly before: unknown; readonly now: unknown }[]
}

type Part = StageSnapshot | FieldSnapshot

/** What lies between two moments of what a board is made of. Archived counts as gone. */
export function compareParts(then: BoardStore, now: BoardStore): readonly PartChange[] {
  if (fault('HSC-25')) return []
  const real = (store: BoardStore) => store.stages().filter(({ id }) => id !== NO_STAGE)
  const title = { key: 'title', before: then.meta().title, now: now.meta().title }
  return [
    ...(title.before === title.now
      ? []
      : [{ part: 'board', id: '', name: title.now, fate: 'changed', keys: [title] } as const]),
    ...between('stage', real(then), real(now)),
    ...between('field', then.fields(), now.fields()),
  ]
}

function between(part: 'stage' | 'field', then: readonly Part[], now: readonly Part[]): readonly PartChange[] {
  const [before, after] = [new Map(then.map((one) => [one.id, one])), new Map(now.map((one) => [one.id, one]))]
  return [
    ...now.flatMap((one): readonly PartChange[] => {
      const was = before.get(one.id)
      if (!was) return [{ part, id: one.id, name: one.name, fate: 'added', keys: [] }]
      const keys = differ(was, one)
      return keys.length === 0 ? [] : [{ part, id: one.id, name: one.name, fate: 'changed', keys }]
    }),
    ...then.flatMap(({ id, name }): readonly PartChange[] =>
      after.has(id) ? [] : [{ part, id, name, fate: 'removed', keys: [] }],
    ),
  ]
}

function differ(before: Part, now: Part): PartChange['keys'] {
  return Object.keys(now).flatMap((key) => {
    const change = { key, before: Reflect.get(before, key) as unknown, now: Reflect.get(now, key) as unknown }
    return sameSnapshot({ value: change.before }, { value: change.now }) ? [] : [change]
  })
}
