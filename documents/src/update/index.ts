export { v1FromV2 } from './format.ts'
export {
  applyChunks,
  chunkDocument,
  documentSize,
  tombstoneShare,
  type DocumentSize,
  type UpdateEncoding,
} from './chunk.ts'
export { measureDocument } from './measure.ts'
export { maxPlacingSteps } from './placing.ts'
export { leaveMarks } from './marks.ts'
export { piecesOf, type PieceLimits } from './pieces.ts'
export { cutUpdate } from './cut.ts'
export { isEmptyUpdate } from './encode.ts'
export { prepareUpdate, trimUpdate } from './prepare.ts'
export { refusedRule } from './reverts.ts'
export { refreshReverts, revertOrigin, setBack } from './setback.ts'
export type { ContentNode } from './capture.ts'
export type {
  IdRange,
  ParentRef,
  Prepared,
  PrepareOptions,
  ReadyUpdate,
  Refused,
  Revert,
  RevertContent,
  RevertKey,
} from './types.ts'
