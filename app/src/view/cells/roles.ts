/**
 * What a screen reader hears of the parts of the grid. Rows are placed by transforms and cells are sticky boxes: as real
 * table elements they would lose their meaning with their display, so that each says its role itself.
 */
export const asRow = { role: 'row' } as const
export const asRowGroup = { role: 'rowgroup' } as const
export const asCell = { role: 'gridcell' } as const
export const asFixedCell = { role: 'gridcell', 'aria-readonly': true } as const
export const asRowHead = { role: 'rowheader' } as const
export const asColumnHead = { role: 'columnheader' } as const
