/** Every place of the app and what stands behind the `?` of its address. A new place: one line here, one in router.tsx. */
import { fault } from '@mutirao/documents'
import { readBoardSearch, textParam } from './search.ts'

/** What an address says behind its `?`, as it was read: text, or `true` for a parameter without a value. */
export type Said = Readonly<Record<string, string | true>>
const nothing = (): Readonly<Record<string, never>> => ({})

/** What stands behind the `?` of a list of requests. */
export type RequestsSearch = {
  /** The request open in the panel. */
  readonly solicitacao?: string
  /** How they are shown; absent = the board. */
  readonly layout?: 'tabela'
  readonly ver?: 'arquivadas'
  readonly exportar?: true
  /** Parameters of the list's query: read by the page, which comes late. */
  readonly [queryParam: string]: string | true | undefined
}

/** What stands behind the `?` of the inspector. */
export type InspectorSearch = {
  readonly [Param in 'quadro' | 'cartao' | 'documento' | 'em' | 'com']?: string | true
}

function readRequestsSearch(said: Said): RequestsSearch {
  const { solicitacao, layout, ver, exportar, ...query } = said
  const request = textParam(solicitacao)
  return {
    ...query,
    ...(request === undefined ? {} : { solicitacao: request }),
    ...(layout === 'tabela' ? { layout } : {}),
    ...(ver === 'arquivadas' ? { ver } : {}),
    ...(exportar === true ? { exportar } : {}),
  }
}

/** Only what is understood of an address somebody may have typed. */
export const addresses = {
  '/entrar': (said: Said): { readonly de?: string } => {
    const from = textParam(said['de'])
    // Only places of our own: an address from outside must not send anybody elsewhere after signing in.
    return from !== undefined && (/^\/(?!\/)/.test(from) || fault('ROU-2')) ? { de: from } : {}
  },
  '/comecar': (said: Said): { readonly token?: string } => {
    const token = textParam(said['token'])
    return token === undefined ? {} : { token }
  },
  '/funil': nothing,
  '/funil/$boardId': readBoardSearch,
  '/meu-trabalho': nothing,
  '/contas': nothing,
  '/contas/$accountKey': nothing,
  // Of no list yet: what is asked goes on to the first one.
  '/solicitacoes': (said: Said): RequestsSearch => (fault('ROU-4') ? {} : readRequestsSearch(said)),
  '/solicitacoes/$listId': readRequestsSearch,
  '/aprovacoes': (said: Said): { readonly ver?: 'ausencias' | 'politica' } =>
    said['ver'] === 'ausencias' || said['ver'] === 'politica' ? { ver: said['ver'] } : {},
  // Read by the page, which comes late.
  '/admin/historico': (said: Said): InspectorSearch => said,
  /** Every component in all its states: in no menu. */
  '/_design': nothing,
  '/avisos': nothing,
  '/aprovar': nothing,
}

export type Path = keyof typeof addresses
export type SearchOf<P extends Path> = ReturnType<(typeof addresses)[P]>

type Names<P extends string> = P extends `${string}$${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : P extends `${string}$${infer Name}`
    ? Name
    : never
export type ParamsOf<P extends string> = { readonly [Name in Names<P>]: string }

type To<P extends Path> = {
  readonly to: P
  readonly search?: SearchOf<P>
  /** Takes the place of the present address: Back does not lead here. */
  readonly replace?: boolean
} & ([Names<P>] extends [never] ? unknown : { readonly params: ParamsOf<P> })

/** Where to go. */
export type Destination = { [P in Path]: To<P> }[Path]
