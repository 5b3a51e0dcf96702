export * from './shape.ts'
export * from './read.ts'
export * from './edit.ts'
