/** What presence says of a person who is in a cell of the items: `item:<item>.<column>`. */
export const cellField = (itemId: string, columnId: string): string => `item:${itemId}.${columnId}`
/** Whether somebody who is in this field is in one of the item's cells. */
export const isInItem = (itemId: string, field: string | null): boolean =>
  field !== null && field.startsWith(cellField(itemId, ''))
