/** The gate "moving one of 10 000 cards renders at most three" is counted, not believed: tests hang a counter in here. */
let counter: ((cardId: string) => void) | null = null

export const countRender = (cardId: string): void => counter?.(cardId)
export function setRenderCounter(next: ((cardId: string) => void) | null): void {
  counter = next
}
