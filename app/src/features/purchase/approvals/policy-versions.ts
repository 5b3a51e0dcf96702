/** Every version the policy ever had, as the decisions that made them tell it. */
import {
  fault,
  readEditors,
  readRules,
  requestsName,
  type EditorsRule,
  type JsonValue,
  type PolicyRule,
} from '@mutirao/documents'
import { useEffect, useState } from 'react'
import { call, isRecord, usePeople } from '../../../engine/index.ts'
import { listsIn } from '../../../engine/purchase/index.ts'

export interface PolicyVersion {
  readonly version: number
  /** Who published it. */
  readonly by: string
  readonly atMs: number
  readonly rules: readonly PolicyRule[]
  readonly editors: EditorsRule
}

/** Of what the server answered for one list; what was refused made no version. */
export function readVersions(answer: unknown): readonly PolicyVersion[] {
  const raw = isRecord(answer) && Array.isArray(answer['decisions']) ? (answer['decisions'] as unknown[]) : []
  return raw.flatMap((one): PolicyVersion[] => {
    if (!isRecord(one) || (one['accepted'] !== true && !fault('APV-21'))) return []
    const intent = isRecord(one['intent']) ? one['intent'] : {}
    const args = isRecord(intent['args']) ? intent['args'] : {}
    const rules = readRules(args['rules'] as JsonValue | undefined)
    const editors = readEditors(args['editors'] as JsonValue | undefined)
    const { by, decidedAtMs: atMs } = one
    if (!rules || !editors || typeof by !== 'string' || typeof atMs !== 'number') return []
    return [{ version: (typeof args['base'] === 'number' ? args['base'] : 0) + 1, by, atMs, rules, editors }]
  })
}

export interface PolicyVersions {
  /** The newest first. */
  readonly versions: readonly PolicyVersion[]
  /** The server could not be asked: only the one in force is known. */
  readonly isAway: boolean
}

/** Asked for again when another one comes into force. */
export function usePolicyVersions(current: number): PolicyVersions {
  const lists = listsIn(usePeople())
  const names = lists.map(({ id }) => requestsName(id)).join(' ')
  const [known, setKnown] = useState<PolicyVersions>({ versions: [], isAway: false })
  useEffect(() => {
    let isCurrent = true
    const ask = (name: string) =>
      call(`/api/documents/${encodeURIComponent(name)}/decisions?type=policy.change&limit=500`)
    // The policy is the workspace's: it may have been changed from any list.
    const answers = Promise.all(names.split(' ').filter(Boolean).map(ask))
    answers.then(
      (all) => {
        const versions = all.flatMap(readVersions).toSorted((a, b) => b.version - a.version)
        if (isCurrent) setKnown({ versions, isAway: false })
      },
      () => (isCurrent ? setKnown(({ versions }) => ({ versions, isAway: versions.length === 0 })) : undefined),
    )
    return () => {
      isCurrent = false
    }
  }, [names, current])
  return known
}
