/** `npm run rebuild`: everything derived from the journal is dropped and derived again. With the server stopped. */
import { openConfigured, runCommand } from '@mutirao/persistence/command'
import { lockOutServers } from '@mutirao/persistence'
import { rebuild } from './worker/rebuild.ts'

await runCommand(async (_words, env) => {
  const database = await openConfigured(env, 'nobody')
  const unlock = await lockOutServers(database)
  try {
    const done = await rebuild(database, (line) => console.error(line))
    console.log(`${done.facts} facts of ${done.documents} documents were derived again.`)
  } finally {
    await unlock()
    await database.close()
  }
})
