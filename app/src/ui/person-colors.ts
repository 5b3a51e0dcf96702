import { fault } from '@mutirao/documents/faults'

const colours = 8
/** Ids come from colleagues' programs too: only what can be part of a name in CSS becomes one. */
const nameable = /^[\w-]{1,64}$/

/** A colour of the palette that follows from the text alone: for what is no member (a company, a board). Returns `var(--person-n)`. */
export function paletteColor(text: string): string {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return `var(--person-${Math.abs(hash) % colours})`
}

/**
 * The one place that says in which colour a person is shown: that of their seat in the workspace (`seatColors`), and for
 * somebody who is not known there (yet) one that follows from the id. A value for CSS, the same string at every call:
 * what is painted with it follows by itself when the people become known.
 */
export const personColor = (personId: string): string =>
  nameable.test(personId) ? `var(--of-${personId}, ${paletteColor(personId)})` : paletteColor(personId)

export interface Seated {
  readonly id: string
  /** How many had joined before: never changes. Undefined when this device was not told. */
  readonly seat?: number | undefined
}

/** The colours of these people as a style sheet: different ones as long as the palette lasts, from the front again then. */
export function seatColors(people: Iterable<Seated>): string {
  const lines: string[] = []
  for (const { id, seat } of people)
    if (seat !== undefined && nameable.test(id) && !fault('DSN-8'))
      lines.push(`--of-${id}: var(--person-${seat % colours});`)
  return lines.length === 0 ? '' : `:root { ${lines.join(' ')} }`
}

let sheet: CSSStyleSheet | null = null
let painted = ''

/** Paints everything of these people in their colours, on all of the page. Does nothing when they are the same as before. */
export function paintPeople(people: Iterable<Seated>): void {
  const rules = seatColors(people)
  if (rules === painted) return
  painted = rules
  if (sheet === null) {
    sheet = new CSSStyleSheet()
    document.adoptedStyleSheets.push(sheet)
  }
  sheet.replaceSync(rules)
}
