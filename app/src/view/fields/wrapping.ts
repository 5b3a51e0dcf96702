/**
 * One line of text that may be long: it wraps instead of being cut, a line break in it is a blank. Where a browser cannot size
 * a field by its content, the length of the text tells the rows.
 */
export const wrapping = 'block resize-none overflow-hidden field-sizing-content [overflow-wrap:anywhere]'

const sizesItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')
const charsInRow = 30

export const rowsFor = (text: string): number => (sizesItself ? 1 : Math.max(1, Math.ceil(text.length / charsInRow)))

export const inOneLine = (text: string): string => text.replaceAll(/\s*\n\s*/gu, ' ')
