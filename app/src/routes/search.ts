/** What stands behind the `?` of a board's address. */
export interface BoardSearch {
  /** The card open in the drawer. */
  readonly card?: string
  readonly ver?: 'arquivadas'
  readonly importar?: true
}

export const textParam = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Reads an address somebody may have typed: what is not understood is left out. */
export function readBoardSearch(search: Readonly<Record<string, unknown>>): BoardSearch {
  const card = textParam(search['card'])
  return {
    ...(card === undefined ? {} : { card }),
    ...(search['ver'] === 'arquivadas' ? { ver: 'arquivadas' as const } : {}),
    ...(search['importar'] === true ? { importar: true as const } : {}),
  }
}
