import type { DecisionAsk, JsonObject } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { levels } from './policy.ts'
import type { Level, PolicyRule } from './policy.ts'

export const requestStatuses = [
  'rascunho',
  'pending_a1',
  'pending_a2',
  'pending_a3',
  'aprovada',
  'devolvida',
  'rejeitada',
  'cancelada',
] as const
export type RequestStatus = (typeof requestStatuses)[number]

/** Something that must be met at a level, as the policy said when the round began. */
export interface Requirement extends PolicyRule {
  /** When those it escalates to were let in; null: not yet. */
  readonly escalatedAtMs: number | null
}

export interface Approval {
  readonly level: Level
  /** Of the requirement it meets. */
  readonly rule: string
  /** The person the policy names. */
  readonly for: string
  /** The person who said it. */
  readonly by: string
  readonly atMs: number
  /** What they saw. */
  readonly digest: string
  readonly policy: number
  /** Whoever said it had written into what it is about since it was submitted. */
  readonly edited: boolean
}

export interface RequestState {
  readonly status: RequestStatus
  readonly requester: string
  /** Given once, at the first submission. */
  readonly number: { readonly year: number; readonly number: number } | null
  /** Grows with every new start of the approvals. */
  readonly round: number
  /** Of the content this round is about. */
  readonly digest: string
  readonly totalCents: number | null
  /** The version of the policy of this round. */
  readonly policy: number
  readonly requirements: readonly Requirement[]
  /** Of this round. */
  readonly approvals: readonly Approval[]
  /** Colleagues who have written into the content since it was last submitted, sorted. */
  readonly edited: readonly string[]
  /** Whether the policy of this round lets those say yes. */
  readonly editorsMay: boolean
  /** Since when it waits at its level. */
  readonly levelSinceMs: number
  readonly submittedAtMs: number | null
  readonly changedAtMs: number
  /** Why it stands as it stands: a word, and what a person wrote. */
  readonly reason: { readonly code: string; readonly text: string; readonly by: string }
  /** Somebody asks to take it up again after it was cancelled. */
  readonly reopening: { readonly by: string; readonly text: string; readonly atMs: number } | null
}

/** States of before editors were known had none. */
export const stateOf = ({ state }: Pick<DecisionAsk, 'state'>): RequestState | null =>
  state && ({ edited: [], editorsMay: true, ...state } as unknown as RequestState)
export const stored = (state: RequestState): JsonObject => state as unknown as JsonObject

const pending: Readonly<Record<Level, RequestStatus>> = { 1: 'pending_a1', 2: 'pending_a2', 3: 'pending_a3' }

/** The level a request waits at; null when it waits for nobody. */
export const levelOf = ({ status }: Pick<RequestState, 'status'>): Level | null =>
  levels.find((level) => pending[level] === status) ?? null

/** Nobody in here speaks about a request: its requester, and those who have rewritten it when the policy says so. */
export const silentAbout = ({
  requester,
  edited,
  editorsMay,
}: Pick<RequestState, 'requester' | 'edited' | 'editorsMay'>): ReadonlySet<string> =>
  new Set([requester, ...(editorsMay || fault('APV-19') ? [] : edited)])

export const requirementsAt = ({ requirements }: RequestState, level: Level): readonly Requirement[] =>
  requirements.filter((requirement) => requirement.level === level)

/** The state one level on, from `after` (0: the first); approved when no level is left. */
export function atNextLevel(state: RequestState, after: Level | 0, nowMs: number): RequestState {
  const next = levels.find(
    (level) => level > after && !(after === 2 && fault('APV-1')) && requirementsAt(state, level).length > 0,
  )
  return { ...state, status: next ? pending[next] : 'aprovada', levelSinceMs: nowMs, changedAtMs: nowMs }
}

/** What a person wrote as a reason, without what cannot be kept. */
export const textArg = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().trim().slice(0, 4_000) : ''

export const numberArg = (value: JsonValue | undefined): number | null => (typeof value === 'number' ? value : null)
