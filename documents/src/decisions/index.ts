export { clearIntents, intentValue, leaveIntent, maxIntentBytes, readIntent, readIntents } from './intents.ts'
export type { Intent, NewIntent } from './intents.ts'
export { canonicalJson, digestOf } from './canonical.ts'
export { serverDecider, settle } from './settle.ts'
export type { Asked, Made, Settled, SettleInput } from './settle.ts'
export type {
  Decided,
  Decider,
  DecisionAsk,
  Decisions,
  JsonObject,
  Member,
  Review,
  Standing,
  Verdict,
  Waiting,
} from './types.ts'
