import * as Y from 'yjs'

/**
 * One Yjs update in the format of the wire (V1) from the denser one checkpoints are kept in (V2). Costs about as much as
 * applying it: hand chunks of it, not whole documents.
 */
export const v1FromV2 = (update: Uint8Array): Uint8Array => Y.convertUpdateFormatV2ToV1(update)
