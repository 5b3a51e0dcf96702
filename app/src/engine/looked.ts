import { useMemo } from 'react'
import { useEngine } from './react.tsx'

/** When a board was last on this device's screen, as current as the server. Kept with this person's copy on this device. */
export interface Looked {
  /** Milliseconds of the server's clock; null when never. */
  last(): Promise<number | null>
  /** Resolves when it is kept, or could not be: a convenience, without it the next look tells a little more than is new. */
  keep(atMs: number): Promise<void>
}

export function useLooked(boardId: string): Looked {
  const { local } = useEngine()
  return useMemo(() => {
    const key = `looked.${boardId}`
    return {
      last: async () => {
        const value = await local.getMeta(key)
        return typeof value === 'number' ? value : null
      },
      keep: (atMs) => local.putMeta(key, atMs).catch(() => undefined),
    }
  }, [local, boardId])
}
