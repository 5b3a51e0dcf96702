export * from './accounts.ts'
export * from './act.ts'
export * from './board.ts'
export * from './month.ts'
