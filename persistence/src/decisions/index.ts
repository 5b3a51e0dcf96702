export * from './types.ts'
export { createDecisionStore } from './store.ts'
