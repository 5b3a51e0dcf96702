import {
  accountsName,
  fault,
  isEntryId,
  ledgerName,
  listNameOf,
  parseName,
  type DocumentEntry,
} from '@mutirao/documents'
import type { InspectedDocument } from './InspectorFrame.tsx'

/** What an address says about the document: `quadro` and `cartao` for boards, the whole name for all others. */
export interface AskedDocument {
  readonly quadro?: string | undefined
  readonly cartao?: string | undefined
  readonly documento?: string | undefined
}

const order: readonly string[] = ['board', 'requests', 'accounts', 'ledger']

/** Documents that stand alone, by kind and then as they were listed, and for each list of requests what was decided about it. */
export function documentsToInspect(
  listed: readonly DocumentEntry[],
  workspaceId: string,
): readonly InspectedDocument[] {
  // Every workspace has its accounts; they come into people's lists only some time after the first one was made.
  const accounts: InspectedDocument = { name: accountsName(workspaceId), kind: 'accounts', title: '' }
  const ledgers = listed.flatMap(({ name, title }): readonly InspectedDocument[] => {
    const parsed = parseName(name)
    return parsed?.kind === 'requests' ? [{ name: ledgerName(parsed.listId), kind: 'ledger', title }] : []
  })
  const isListed = listed.some(({ name }) => name === accounts.name)
  return [...listed, ...(isListed || fault('HSC-22') ? [] : [accounts]), ...ledgers].toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind),
  )
}

/** The document an address asks for when this person has its list, else the first board; null when there is none at all. */
export function documentAsked(asked: AskedDocument, documents: readonly InspectedDocument[]): string | null {
  const parsed = parseName(asked.documento ?? boardNameOf(asked))
  const list = parsed && (listNameOf(parsed) ?? parsed.name)
  if (parsed && (documents.some(({ name }) => name === list) || fault('HSC-17'))) return parsed.name
  return (documents.find(({ kind }) => kind === 'board') ?? documents[0])?.name ?? null
}

function boardNameOf({ quadro = '', cartao }: AskedDocument): string {
  return cartao === undefined || !isEntryId(cartao) ? `board:${quadro}` : `card:${quadro}.${cartao}`
}

/** What stands in the address of a document. */
export function addressOf(name: string): Readonly<Record<string, string>> {
  const parsed = parseName(name)
  if (parsed?.kind === 'board') return { quadro: parsed.id }
  if (parsed?.kind === 'card') return { quadro: parsed.boardId, cartao: parsed.cardId }
  return { documento: name }
}
