/** The board a person last looked at, per workspace: where "Funil" leads. */
const keyOf = (workspaceId: string) => `mutirao.lastBoard:${workspaceId}`

export function lastBoard(workspaceId: string): string | null {
  try {
    return localStorage.getItem(keyOf(workspaceId))
  } catch {
    return null // storage is forbidden: the first board will do
  }
}

export function rememberBoard(workspaceId: string, boardId: string): void {
  try {
    localStorage.setItem(keyOf(workspaceId), boardId)
  } catch {
    // Storage is forbidden: the first board will do next time.
  }
}
