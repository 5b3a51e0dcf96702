/** Text for comparing names: lower case, without accents, one space between words. `' Negociação/Fechamento '` → `'negociacao fechamento'`. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@.+]+/gu, ' ')
    .trim()
}
