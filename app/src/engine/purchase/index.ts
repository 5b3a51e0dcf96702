/** Requests and approvals for screens. Apart from the engine's own door: its code comes with the first screen that needs it. */
export { delegationsIn, refusedKey, type Approvals, type Queued, type Refused } from './all-lists.ts'
export type { ListEdits, RequestEdits } from './edits.ts'
export { listsIn } from './lists-in.ts'
export type { ListView } from './list-session.ts'
export type { Purchase, Seen } from './purchase.ts'
export * from './react.tsx'
export type { RequestDetailView } from './request-session.ts'
export type { Shown } from './shown.ts'
