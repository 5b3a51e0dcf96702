import { fault } from '../faults.ts'
import type { Fact, JsonValue, Meaning } from '../kind.ts'
import { sameValue } from '../values.ts'
import { readOutcome } from './read.ts'

const isNew = ({ path, before, after }: Fact): boolean =>
  path[0] === 'outcomes' && path.length === 2 && before === undefined && after !== undefined

/**
 * One meaning per accepted outcome, named after what was decided: `request.submitted`, `request.approved`, … (`<word before the
 * dot of the type>.<reason>`). Refused ones mean nothing to the list.
 */
export function ledgerMeaning(facts: readonly Fact[]): readonly Meaning[] {
  return facts.filter(isNew).flatMap(({ path, after, before }): Meaning[] => {
    const outcome = sameValue(before, after) ? undefined : readOutcome(path[1] ?? '', after)
    if (!outcome || (!outcome.accepted && !fault('LED-4'))) return []
    const args: Record<string, JsonValue> = { by: outcome.by }
    return [{ name: `${outcome.type.split('.')[0] ?? ''}.${outcome.reason}`, subject: outcome.subject, args }]
  })
}
