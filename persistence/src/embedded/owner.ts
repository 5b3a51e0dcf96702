import { fault } from '@mutirao/documents'
import { connectAlone, endQuietly } from '../database.ts'
import { lockKeys, lockSpace } from '../locks.ts'
import { delay } from '../time.ts'

/**
 * One owner per cluster: the process whose session holds this advisory lock. A killed owner lets go by dying, so there is
 * no lock file to clean up; and as the session ends when Postgres ends, it is the watch as well.
 */
export interface Ownership {
  /** Resolves when the session ended, however. Never rejects. */
  readonly lost: Promise<void>
  release(): Promise<void>
}

/** Null when another living process holds the lock. Rejects with the driver's error when Postgres cannot be reached. */
export async function takeOwnership(url: string, patienceMs: number): Promise<Ownership | null> {
  let tellLost = (): void => undefined
  const lost = new Promise<void>((resolve) => {
    tellLost = resolve
  })
  const client = await connectAlone(url, `mutirao owner ${process.pid}`, () => tellLost())
  try {
    const end = performance.now() + patienceMs
    do {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [
        lockSpace,
        lockKeys.owner,
      ])
      if (rows[0]?.taken || fault('EMB-9')) return { lost, release: () => endQuietly(client) }
      // An owner killed a moment ago holds the lock until its backend notices.
      await delay(50)
    } while (performance.now() < end)
  } catch (error) {
    await endQuietly(client)
    throw error
  }
  await endQuietly(client)
  return null
}
