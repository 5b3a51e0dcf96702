import * as Y from 'yjs'

/** True when the edit only changed letters and marks inside texts: no block came, went or moved. */
export const changesOnlyLetters = (transaction: Y.Transaction): boolean =>
  [...transaction.changed.keys()].every((type) => type instanceof Y.XmlText)
