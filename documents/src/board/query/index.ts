export * from './query.ts'
export * from './match.ts'
export * from './order.ts'
export * from './codec.ts'
