import type { Decisions, JsonObject } from '../decisions/types.ts'
import type { JsonValue } from '../kind.ts'
import { requestName } from '../names.ts'
import { nextBeginMs, reviewDelegations } from './begun.ts'
import { readContent } from './content.ts'
import { requestDeciders } from './deciders.ts'
import { purchaseNotices } from './notices.ts'
import { reopeningDeciders } from './reopening.ts'
import { requestStanding, reviewRequest } from './review.ts'
import { worldDeciders } from './world.ts'

/** Everything that is decided about purchase requests. */
export const purchaseDecisions: Decisions = {
  deciders: { ...worldDeciders, ...requestDeciders, ...reopeningDeciders },
  review: reviewRequest,
  world: { review: reviewDelegations, dueMs: nextBeginMs },
  standing: requestStanding,
  rules: (world) =>
    new Map(
      ['policy', 'delegations'].flatMap((name): [string, JsonValue][] => {
        const value = world[name]
        return value === undefined ? [] : [[name, value]]
      }),
    ),
  notices: purchaseNotices,
  detailName: requestName,
  content: (list, detail, subject) => readContent(list, detail, subject) as unknown as JsonObject | null,
}

export { contentDigest, contentKeys, isComplete, itemContentKeys, readContent } from './content.ts'
export type { ContentItem, RequestContent } from './content.ts'
export { editorsRules, isNeverUsed, levels, readEditors, readRules } from './policy.ts'
export type { EditorsRule, Level, Policy, PolicyRule } from './policy.ts'
export { delegationsOf, standIns } from './delegations.ts'
export type { Delegation } from './delegations.ts'
export { requestStatuses } from './state.ts'
export type { Approval, RequestState, RequestStatus } from './state.ts'
export { actionOfIntent, actionsFor, answersFor, intentTypeOf, needsReason, readView, requestActions } from './view.ts'
export { numberedRequests } from './numbered.ts'
export { answerers, isCountable, requestNumber, speaksFor } from './view.ts'
export type { ActionsAsk, Answer, Escalation, RequestAction, RequestView, ViewedApproval } from './view.ts'
export { policyOf } from './policy.ts'
export { refusalOf, type Refusal } from './refusals.ts'
export { delegationEvent } from './begun.ts'
export { purchaseEvents } from './notices.ts'
export type { PurchaseEvent } from './notices.ts'
