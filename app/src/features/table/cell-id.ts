/** The id of a cell's element, for screen readers: the grid names the active one. */
export const cellId = (gridId: string, cardId: string, columnId: string): string => `${gridId}${cardId}.${columnId}`
