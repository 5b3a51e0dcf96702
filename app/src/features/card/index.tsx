/** The card drawer, loaded on demand. */
export { CardDrawer as default } from './CardDrawer.tsx'
export type { ConflictsPlace, HistoryPlace, PastPlace } from './CardDrawer.tsx'
