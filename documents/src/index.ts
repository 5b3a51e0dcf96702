export * from './names.ts'
export * from './ids.ts'
export * from './protocol.ts'
export * from './faults.ts'
