/** The gate "moving one of 10 000 cards renders at most three" is counted, not believed: tests hang a counter in here. */
let counter: ((cardId: string) => void) | null = null
let rowCounter: ((cardId: string) => void) | null = null

export const countRender = (cardId: string): void => counter?.(cardId)
export function setRenderCounter(next: ((cardId: string) => void) | null): void {
  counter = next
}

/** The place of a card in its column, apart from the card. */
export const countRow = (cardId: string): void => rowCounter?.(cardId)
export function setRowCounter(next: ((cardId: string) => void) | null): void {
  rowCounter = next
}
