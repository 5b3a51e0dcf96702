export { fileHref } from './api.ts'
export type { Files, PreparedFile } from './files.ts'
export * from './react.tsx'
export { fileKey, type Upload, type UploadProblem } from './types.ts'
