/** What this person last chose in the palette on this device, the last first. */
export interface Recent {
  readonly kind: 'card' | 'board'
  readonly boardId: string
  /** '' for a board. */
  readonly cardId: string
}
const maxRecent = 6
const keyOf = (workspaceId: string): string => `mutirao.recent:${workspaceId}`

const isRecent = (value: unknown): value is Recent => {
  if (typeof value !== 'object' || value === null) return false
  const { kind, boardId, cardId } = value as Partial<Record<string, unknown>>
  return (kind === 'card' || kind === 'board') && typeof boardId === 'string' && typeof cardId === 'string'
}

export function recents(workspaceId: string): readonly Recent[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(workspaceId)) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isRecent) : []
  } catch {
    return [] // storage is forbidden, or another version wrote it
  }
}

export function rememberRecent(workspaceId: string, recent: Recent): void {
  const others = recents(workspaceId).filter(
    (one) => one.kind !== recent.kind || one.boardId !== recent.boardId || one.cardId !== recent.cardId,
  )
  try {
    localStorage.setItem(keyOf(workspaceId), JSON.stringify([recent, ...others].slice(0, maxRecent)))
  } catch {
    // Storage is forbidden: nothing is remembered.
  }
}
