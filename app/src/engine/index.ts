/** The app's only door to sync: sessions, documents as immutable values, edits with undo, presence, status. */
export type { AccountsEdits } from './accounts-edits.ts'
export type { AccountsView } from './accounts-session.ts'
export type { AllBoards, BoardCards, PlacedCard } from './all-boards.ts'
export { frames } from './at-frame.ts'
export { openBeside, useBeside, type Beside } from './beside.ts'
export type { BoardView } from './board-session.ts'
export type { CardView } from './card-session.ts'
export { useConflictExits, type ConflictExits } from './conflict-exits.ts'
export { useConflicts } from './conflicts.ts'
export type { Telling } from './edit-runner.ts'
export type { BoardEdits } from './edits.ts'
export type { CardEdits } from './card-edits.ts'
export type { FieldEdits } from './field-edits.ts'
export { useAccountsEdits, useCardEdits, useFieldEdits } from './late-edits.ts'
export type { Closed } from './many-edits.ts'
export * from './files/index.ts'
export type { CardText, CardTexts } from './card-texts.ts'
export { useCardTexts } from './card-texts-react.ts'
export { createDoor, type Door } from './door.ts'
export type { Engine, EngineEvent } from './engine.ts'
export type { FlightState, Receipt } from './flight.ts'
export { call, isRecord } from './http.ts'
export { serverNowMs } from './server-clock.ts'
export type { People } from './people.ts'
export type { Phase } from './phase.ts'
export type { Editing } from './presence.ts'
export type { Present } from './present.ts'
export {
  exportHref,
  inspectDocument,
  readDocumentAt,
  readHistory,
  readTimeline,
  readWritingClients,
  resolveConflict,
  restore,
  verifyDocument,
} from './history.ts'
export type {
  DocumentAt,
  MomentWish,
  HistoryPage,
  HistoryQuery,
  Inspection,
  RestoreDone,
  RestoreWish,
  Timeline,
  Verification,
  WritingClients,
} from './history.ts'
export { followHistory } from './history-live.ts'
export { nameMoment, readNamedMoments, removeMoment, renameMoment, type NamedMoment } from './named-moments.ts'
export { closePhone, invitePhone, readPhone, type PhoneInvitation, type PhoneState } from './phone.ts'
export { useLooked, type Looked } from './looked.ts'
export * from './react.tsx'
export * from './react-accounts.tsx'
export * from './session-react.tsx'
export { isWindowBeside } from './window-session.ts'
export type { Person, Session, SessionState, SetupForm, Workspace } from './session.ts'
export type { LiveDoc } from './undo.ts'
export type { Notice, SyncStatus } from '@mutirao/sync-client'
