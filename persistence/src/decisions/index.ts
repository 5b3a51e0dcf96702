export * from './types.ts'
export { createDecisionStore } from './store.ts'
export { createDecisionAudit } from './audit.ts'
export type { AskedDecisions, AuditedDecision, DecisionAudit } from './audit.ts'
