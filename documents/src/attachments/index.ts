export * from './shape.ts'
export * from './file-types.ts'
export * from './edit.ts'
export { readAttachments } from './read.ts'
