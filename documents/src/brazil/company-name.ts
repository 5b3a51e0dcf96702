import { fault } from '../faults.ts'

/** What stands behind a company's name and says how it is owned, folded. */
const legalForms = [
  's a',
  'sa',
  'ltda',
  'limitada',
  'eireli',
  'epp',
  'mei',
  'me',
  'slu',
  'ss',
  'inc',
  'llc',
  'ltd',
  'corp',
]
const tail = new RegExp(` (?:${legalForms.join('|')})$`)

/**
 * The form in which two names of one company are equal: no accents, no case, no punctuation, no `Ltda.`, `S.A.`, `ME` at the
 * end. `'Padaria São João Ltda. - ME'` → `'padaria sao joao'`. A name that is nothing else keeps it: `'ME'` → `'me'`.
 */
export function foldCompanyName(name: string): string {
  let folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // Dots and apostrophes stand inside a word (S.A., d'Ouro), everything else between two.
    .replace(/(?<=\p{L})[.'’](?=\p{L}\b)/gu, '')
    .replace(/['’]/gu, '')
    .replace(/&/gu, ' e ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  for (let shorter = folded.replace(tail, ''); shorter !== folded && !fault('BRZ-6');) {
    folded = shorter
    shorter = folded.replace(tail, '')
  }
  return folded === '' ? name.trim().toLowerCase() : folded
}
