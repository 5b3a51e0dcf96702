/** The id of a cell's element, for screen readers: the grid names the active one. */
export const cellId = (gridId: string, rowId: string, columnId: string): string => `${gridId}${rowId}.${columnId}`
