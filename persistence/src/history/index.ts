export * from './types.ts'
export { createHistoryWriter, kindsWithoutHistory } from './writer.ts'
export { watchJournal, type HistoryWatch, type HistoryWatchOptions } from './claims.ts'
