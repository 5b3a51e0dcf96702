/** Most texts are plain ASCII and need no decomposition. */
const plain = /^[ -~\n]*$/

/** Lower case without accents, for comparing: `Negociação` → `negociacao`. Signs and spaces stay. */
export const folded = (text: string): string =>
  plain.test(text) ? text.toLowerCase() : text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The words somebody typed, each ready to be looked for. */
export const foldedWords = (text: string): readonly string[] =>
  folded(text)
    .split(/\s+/u)
    .filter((word) => word !== '')
