/** Texts a spreadsheet would run. Pure. */
import { fault } from '@mutirao/documents'

/**
 * A sign of a formula, also in the full width some keyboards give, and also behind spaces and signs nobody sees, which some
 * spreadsheets take off first; apostrophes in front make it ours.
 */
const formula = /^'*(?:[\t\r\n]|[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]*[=+\-@＝＋－＠])/u
/** Where anybody sees it. */
const plainest = /^'*[=+\-@\t\r]/u

const runs = (text: string): boolean => (plainest.test(text) ? !fault('EXP-3') : formula.test(text) && !fault('EXP-9'))

/**
 * A text a spreadsheet would run as a formula gets an apostrophe in front, and so does one that already looks like that:
 * `bare` takes exactly one off again.
 */
export const safe = (text: string): string => (runs(text) ? `'${text}` : text)

/** Takes off the apostrophe that keeps a spreadsheet from running a text as a formula: our own export writes it. */
export const bare = (cell: string): string => (cell.startsWith("'") && runs(cell) ? cell.slice(1) : cell)
