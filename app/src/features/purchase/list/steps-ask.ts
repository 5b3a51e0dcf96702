/** Moving a request on its board: what is asked of whom, for drag, keys and dialog alike. */
import { actionsFor, policyOf, type JsonObject } from '@mutirao/documents'
import { useMemo } from 'react'
import { useMe } from '../../../engine/index.ts'
import { delegationsIn, type ListView } from '../../../engine/purchase/index.ts'
import type { RequestRow } from '../model/rows.ts'
import type { StepsAsk } from '../model/steps.ts'

/** What one request may do, for whoever looks, at this moment. The same function while nothing of the ledger changed. */
export function useStepsAsk({
  ledger,
  isStanding,
  version,
}: Pick<ListView, 'ledger' | 'isStanding' | 'version'>): (row: RequestRow) => StepsAsk {
  const { id: me, role } = useMe()
  return useMemo(() => {
    // The version stands for everything the ledger answers.
    void version
    const policy = ledger?.rule('policy')
    const rules = policy === undefined ? [] : (policyOf({ policy } as JsonObject)?.rules ?? [])
    const delegations = ledger ? delegationsIn(ledger) : []
    return (row) => {
      const { view, request } = row
      const isHere = isStanding(request.id) && request.deletedAt === null
      const asked = { view, requester: request.createdBy, me: { userId: me, role }, delegations, nowMs: Date.now() }
      return { row, rules, me, actions: isHere ? actionsFor(asked) : [] }
    }
  }, [ledger, isStanding, version, me, role])
}
