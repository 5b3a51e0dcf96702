/** Why a decision came out as it did: the reasons the server gives for which there are words (`purchase:outcome`). */
const outcomeReasons = [
  'submitted',
  'approved',
  'returned',
  'rejected',
  'cancelled',
  'content_changed',
  'policy_changed',
  'people_changed',
  'escalated',
  'no_approver',
  'no_policy',
  'no_rule',
  'incomplete',
  'too_large',
  'stale_content',
  'stale_policy',
  'stale_round',
  'level_done',
  'not_approver',
  'own_request',
  'own_edit',
  'already_approved',
  'wrong_state',
  'not_requester',
  'not_allowed',
  'not_found',
  'reason_needed',
  'not_member',
  'asked',
  'reopened',
  'denied',
] as const

/** The reason when there are words for it: a newer server may give others. */
export const knownOutcome = (reason: unknown): (typeof outcomeReasons)[number] | undefined =>
  outcomeReasons.find((one) => one === reason)
