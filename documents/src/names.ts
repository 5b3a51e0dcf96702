/**
 * Document names, parsed in this one place (CONTRACT "Documents").
 *
 *   board:<ulid> · card:<board>.<card> · requests:<ulid> · request:<list>.<request> · quotes:<list>.<request>
 *   ledger:<list> · user:<workspace>.<user id> · accounts:<workspace>
 *
 * Everywhere else a name is a `DocumentName`: a string that has passed `parseName`.
 */
declare const brand: unique symbol
export type DocumentName = string & { readonly [brand]: 'DocumentName' }

export const documentKinds = ['board', 'card', 'user', 'accounts', 'requests', 'request', 'ledger'] as const
export type DocumentKindName = (typeof documentKinds)[number]

export type ParsedName =
  | { readonly kind: 'board'; readonly name: DocumentName; readonly id: string }
  | { readonly kind: 'card'; readonly name: DocumentName; readonly boardId: string; readonly cardId: string }
  | { readonly kind: 'user'; readonly name: DocumentName; readonly workspaceId: string; readonly userId: string }
  | { readonly kind: 'accounts'; readonly name: DocumentName; readonly workspaceId: string }
  | { readonly kind: 'requests'; readonly name: DocumentName; readonly listId: string }
  | { readonly kind: 'request'; readonly name: DocumentName; readonly listId: string; readonly requestId: string }
  | { readonly kind: 'ledger'; readonly name: DocumentName; readonly listId: string }

/** Entry ids are 8–40 of these characters; ours are ULIDs, strangers' may differ (CONTRACT "Documents"). */
const entryId = /^[0-9A-Za-z_-]{8,40}$/
const maxNameLength = 128

export const isEntryId = (value: string): boolean => entryId.test(value)

/** Returns null for everything that is not exactly one of the forms above. Never throws. */
export function parseName(raw: string): ParsedName | null {
  if (raw.length > maxNameLength) return null
  const colon = raw.indexOf(':')
  if (colon < 1) return null
  const kind = raw.slice(0, colon)
  const parts = raw.slice(colon + 1).split('.')
  const name = raw as DocumentName
  if (!parts.every(isEntryId)) return null
  const [first, second] = parts
  if (kind === 'board' && parts.length === 1 && first) return { kind, name, id: first }
  if (kind === 'card' && parts.length === 2 && first && second) return { kind, name, boardId: first, cardId: second }
  if (kind === 'user' && parts.length === 2 && first && second)
    return { kind, name, workspaceId: first, userId: second }
  if (kind === 'accounts' && parts.length === 1 && first) return { kind, name, workspaceId: first }
  if ((kind === 'requests' || kind === 'ledger') && parts.length === 1 && first) return { kind, name, listId: first }
  if (kind === 'request' && parts.length === 2 && first && second)
    return { kind, name, listId: first, requestId: second }
  return null
}

/** Like `parseName`, for names our own code made: throws a RangeError when the name is not valid. */
export function mustParseName(raw: string): ParsedName {
  const parsed = parseName(raw)
  if (!parsed) throw new RangeError(`not a document name: ${JSON.stringify(raw.slice(0, 140))}`)
  return parsed
}

/** The list a detail document belongs to; null for names that stand alone. */
export function listNameOf(parsed: ParsedName): DocumentName | null {
  switch (parsed.kind) {
    case 'card':
      return boardName(parsed.boardId)
    case 'request':
    case 'ledger':
      return requestsName(parsed.listId)
    case 'board':
    case 'requests':
    case 'user':
    case 'accounts':
      return null
  }
}

export const boardName = (boardId: string): DocumentName => mustParseName(`board:${boardId}`).name
export const cardName = (boardId: string, cardId: string): DocumentName =>
  mustParseName(`card:${boardId}.${cardId}`).name
export const userName = (workspaceId: string, userId: string): DocumentName =>
  mustParseName(`user:${workspaceId}.${userId}`).name
export const accountsName = (workspaceId: string): DocumentName => mustParseName(`accounts:${workspaceId}`).name
export const requestsName = (listId: string): DocumentName => mustParseName(`requests:${listId}`).name
export const requestName = (listId: string, requestId: string): DocumentName =>
  mustParseName(`request:${listId}.${requestId}`).name
export const ledgerName = (listId: string): DocumentName => mustParseName(`ledger:${listId}`).name
