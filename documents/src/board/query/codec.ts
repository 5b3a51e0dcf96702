import { queryCodec } from '../../query/index.ts'
import { boardWords } from './query.ts'
import type { BoardQuery } from './query.ts'

/** A board's query as the search part of its address, and back (`query/codec.ts`). */
export const boardCodec = queryCodec(boardWords)
export const { encode: encodeQuery, decode: decodeQuery } = boardCodec

/** Two queries that ask the same have the same spelling: for "was this view changed?". */
export const spellQuery = (query: BoardQuery): string =>
  JSON.stringify(Object.entries(encodeQuery(decodeQuery(encodeQuery(query)))))
