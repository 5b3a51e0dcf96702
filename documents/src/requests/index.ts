export * from './shape.ts'
export { createRequestsStore } from './read.ts'
export type { RequestsStore } from './read.ts'
export * from './edit.ts'
