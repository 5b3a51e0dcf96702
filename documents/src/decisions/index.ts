export { clearIntents, intentValue, leaveIntent, maxIntentBytes, readIntent, readIntents } from './intents.ts'
export type { Intent, NewIntent } from './intents.ts'
export { canonicalJson, digestOf } from './canonical.ts'
export { serverDecider, settle } from './settle.ts'
export type { Asked, Settled, SettleInput } from './settle.ts'
export type {
  Decided,
  Decider,
  DecisionAsk,
  Decisions,
  JsonObject,
  Made,
  Member,
  NewNotice,
  Review,
  Standing,
  StandingSubject,
  Told,
  Verdict,
  Waiting,
} from './types.ts'
