/** `npm run restore -- <file> [--force]`: a backup into an empty database, with --force over everything in it. */
import { restore } from './backup/restore.ts'
import { openConfigured, placeOf, runCommand } from './command.ts'
import { StartupError } from './errors.ts'

await runCommand(async (words, env) => {
  const force = words.includes('--force')
  const [file, ...more] = words.filter((word) => word !== '--force')
  if (!file || more.length > 0) throw new StartupError('restore_refused', 'Usage: npm run restore -- <file> [--force]')
  const database = await openConfigured(env, 'nobody')
  const place = placeOf(env)
  const progress = (line: string): void => console.error(line)
  try {
    const done = await restore(database, file, { force, progress, ...(place === undefined ? {} : { place }) })
    console.log(`Restored ${done.rows} rows of ${done.tables} tables; the new epoch is ${done.epoch}.`)
  } finally {
    await database.close()
  }
})
