export { clearIntents, intentValue, leaveIntent, readIntent, readIntents } from './intents.ts'
export type { Intent, NewIntent } from './intents.ts'
