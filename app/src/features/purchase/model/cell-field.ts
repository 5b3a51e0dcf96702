/** What presence says of a person who is in a cell of the items: `item:<item>.<column>`. */
export const cellField = (itemId: string, columnId: string): string => `item:${itemId}.${columnId}`
