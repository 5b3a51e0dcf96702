import { boardCodec, type QueryCodec } from '@mutirao/documents'

/** What stands behind the `?` of a list's address: its query, and what belongs to its page. */
export type ListSearch = Readonly<Record<string, string | true | undefined>>

/** What stands behind the `?` of a board's address. The board's query (`dono=eu&valor=10000..`) stands beside these. */
export interface BoardSearch {
  /** The card open in the drawer. */
  readonly card?: string
  readonly ver?: 'arquivadas'
  /** How the cards are shown; absent = the board. */
  readonly layout?: 'tabela'
  readonly importar?: true
  /** The saved view that was opened. */
  readonly visao?: string
  /** The moment a link to the card means. */
  readonly em?: string
  readonly exportar?: true
  /** The dialog of the board's custom fields. */
  readonly campos?: true
  /** The tab of the open card; absent = its details. */
  readonly aba?: 'historico' | 'comentarios'
  /** Parameters of the board's query: `decodeQuery` reads them. */
  readonly [queryParam: string]: string | true | undefined
}

export const textParam = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Reads an address somebody may have typed: what is not understood is left out. */
export function readBoardSearch(search: Readonly<Record<string, unknown>>): BoardSearch {
  const card = textParam(search['card'])
  const view = textParam(search['visao'])
  const em = textParam(search['em'])
  return {
    ...queryOf(boardCodec, search),
    ...(card === undefined ? {} : { card }),
    ...(card === undefined || em === undefined ? {} : { em }),
    ...(card !== undefined && (search['aba'] === 'historico' || search['aba'] === 'comentarios')
      ? { aba: search['aba'] }
      : {}),
    ...(view === undefined ? {} : { visao: view }),
    ...(search['ver'] === 'arquivadas' ? { ver: 'arquivadas' as const } : {}),
    ...(search['layout'] === 'tabela' ? { layout: 'tabela' as const } : {}),
    ...(search['importar'] === true ? { importar: true as const } : {}),
    ...(search['exportar'] === true ? { exportar: true as const } : {}),
    ...(search['campos'] === true ? { campos: true as const } : {}),
  }
}

/** The part of an address that belongs to the list's query, as it is written. */
export function queryOf(
  { isParam }: Pick<QueryCodec<never>, 'isParam'>,
  search: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const query: Record<string, string> = {}
  for (const [param, value] of Object.entries(search))
    if (isParam(param) && (typeof value === 'string' || value === true)) query[param] = String(value)
  return query
}

/** The part of an address that says how the list is shown. */
export function layoutOf(search: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const params = ['ver', 'layout'].map((param) => [param, textParam(search[param])] as const)
  return Object.fromEntries(params.filter((one): one is readonly [string, string] => one[1] !== undefined))
}

/** What a saved view keeps of an address: the query in its one spelling, and how it is shown. */
export const viewSpelling = <F extends string>(
  { encode, decode }: QueryCodec<F>,
  search: Readonly<Record<string, unknown>>,
): string => writeSearch({ ...encode(decode(search)), ...layoutOf(search) }).slice(1)

/*
 * The router's own spelling puts JSON into addresses (`q="10"`). People read and send these: every value is plain text,
 * `true` alone means yes, and signs that are allowed in a query stay readable.
 */
const readable: Readonly<Record<string, string>> = { '%2C': ',', '%3A': ':', '%2F': '/', '%40': '@', '%20': '+' }
const escape = (text: string): string =>
  encodeURIComponent(text).replace(/%2C|%3A|%2F|%40|%20/g, (code) => readable[code] ?? code)

/** `{q: 'a b', importar: true}` → `?q=a+b&importar=true`. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(search).flatMap(([param, value]) =>
    typeof value === 'string' || typeof value === 'number' || value === true
      ? [`${escape(param)}=${escape(String(value))}`]
      : [],
  )
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** The reverse. Of a parameter that stands twice the last one counts. */
export function readSearch(text: string): Record<string, string | true> {
  const search: Record<string, string | true> = {}
  for (const [param, value] of new URLSearchParams(text)) search[param] = value === 'true' ? true : value
  return search
}
