import type { JsonObject } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'

/** While somebody is away another acts in their name. Half-open: from `startMs` on, at `endMs` no more. */
export interface Delegation {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Milliseconds since the epoch. */
  readonly startMs: number
  readonly endMs: number
  readonly reason: string
  /** Who entered it. */
  readonly by: string
  /** It has begun, and whoever speaks by it has been told. */
  readonly isTold: boolean
}

function readDelegation(id: string, value: JsonValue | undefined): Delegation | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { from, to, startMs, endMs, reason, by, isTold } = value as JsonObject
  if (typeof from !== 'string' || typeof to !== 'string') return null
  if (typeof startMs !== 'number' || typeof endMs !== 'number') return null
  const [why, who] = [typeof reason === 'string' ? reason : '', typeof by === 'string' ? by : '']
  return { id, from, to, startMs, endMs, reason: why, by: who, isTold: isTold === true }
}

/** All that are known in this workspace, by id. */
export function delegationsOf(world: JsonObject): ReadonlyMap<string, Delegation> {
  const raw = world['delegations']
  const found = new Map<string, Delegation>()
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return found
  for (const [id, value] of Object.entries(raw)) {
    const delegation = readDelegation(id, value as JsonValue)
    if (delegation) found.set(id, delegation)
  }
  return found
}

const isInForce = ({ startMs, endMs }: Delegation, nowMs: number): boolean =>
  startMs <= nowMs && (fault('APV-9') ? nowMs <= endMs : nowMs < endMs)

/**
 * Everybody who may act in this person's name at this moment: the person, those they have left it to, those these have left
 * it to. Circles end where they began. Nobody in `without` passes anything on, nor does what they have entered for somebody else
 * count: who is asking must not choose who answers.
 */
export function standIns(
  delegations: Iterable<Delegation>,
  person: string,
  nowMs: number,
  without: ReadonlySet<string>,
): ReadonlySet<string> {
  const active = [...delegations].filter((delegation) => isInForce(delegation, nowMs))
  const found = new Set([person])
  for (const one of fault('APV-8') ? [person] : found)
    for (const { from, to, by } of active)
      if (from === one && !without.has(to) && (!without.has(by) || fault('APV-26'))) found.add(to)
  return found
}
