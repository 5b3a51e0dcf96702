/** What board, table and find share: the query of a board and the board as that query shows it. */
export type { FieldKind, Finding, Shown } from './finding.ts'
export * from './query-context.tsx'
export * from './use-visible-board.ts'
export type { StandingView, ViewsPort } from './views-port.ts'
export type { VisibleBoard } from './visible-board.ts'
