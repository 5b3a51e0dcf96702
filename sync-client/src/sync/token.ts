/** The session has ended: nothing is dropped, somebody has to sign in again. */
export class SignedOutError extends Error {
  constructor() {
    super('signed out')
    this.name = 'SignedOutError'
  }
}

/** One token for many documents: asked for once, kept for a while, dropped when the server did not like it. */
export interface TokenSource {
  /** Rejects with SignedOutError, or with any other error when asking failed: try again later. */
  get(): Promise<string>
  invalidate(): void
}

const keptMs = 60_000

export function createTokenSource(ask: () => Promise<string>, now: () => number): TokenSource {
  let current: { readonly token: Promise<string>; readonly atMs: number } | null = null
  return {
    get: () => {
      if (current && now() - current.atMs < keptMs) return current.token
      const asked = { token: ask().catch(translated), atMs: now() }
      current = asked
      asked.token.catch(() => {
        if (current === asked) current = null
      })
      return asked.token
    },
    invalidate: () => {
      current = null
    },
  }
}

function translated(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null
  throw code === 'signed_out' ? new SignedOutError() : error
}
