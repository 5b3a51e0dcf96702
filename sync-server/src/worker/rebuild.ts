import { createCheckpoints, createHistoryWriter, silentLog } from '@mutirao/persistence'
import type { Database } from '@mutirao/persistence'
import { startHistoryLoop } from './history/loop.ts'
import type { HistoryLoopOptions } from './history/loop.ts'

export interface Rebuilt {
  readonly documents: number
  readonly facts: number
}

const lookEveryMs = 200

/**
 * Drops everything derived from the journal and derives it again, row by row from the first. Checkpoints come back by
 * themselves when the server runs. Rejects with the names of the documents whose rows could not be interpreted.
 */
export async function rebuild(
  database: Database,
  progress: (line: string) => void = () => undefined,
  options: Pick<HistoryLoopOptions, 'factsPerMoment'> = {},
): Promise<Rebuilt> {
  const history = createHistoryWriter(database)
  await history.drop()
  const log = { ...silentLog, error: (fields: object) => progress(JSON.stringify(fields)) }
  const loop = startHistoryLoop({
    database,
    checkpoints: createCheckpoints(database),
    log,
    gatherMs: 0,
    apartMs: 0,
    ...options,
  })
  try {
    for (;;) {
      const behind = await history.behind()
      if (behind.length === 0) break
      const stuck = behind.filter(({ failures }) => failures > 0)
      if (stuck.length === behind.length)
        throw new Error(
          `no history of ${stuck.map(({ name }) => name).join(', ')}: the reason stands in history_cursor`,
        )
      progress(`${behind.length} documents to go`)
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    }
  } finally {
    loop.stop()
    await loop.done
  }
  const { rows } = await database.pool.query<Rebuilt>(
    'select count(*) as documents, coalesce(sum(facts), 0)::int8 as facts from history_cursor',
  )
  return rows[0] ?? { documents: 0, facts: 0 }
}
