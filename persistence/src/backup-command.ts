/** `npm run backup -- <file>`: everything in the database into one file, also while the server runs. */
import { backup, sizeOf } from './backup/backup.ts'
import { openConfigured, runCommand } from './command.ts'
import { StartupError } from './errors.ts'

await runCommand(async ([file, ...more], env) => {
  if (!file || more.length > 0) throw new StartupError('backup_failed', 'Usage: npm run backup -- <file>')
  const database = await openConfigured(env, 'running server')
  try {
    const made = await backup(database, file, { progress: (line) => console.error(line) })
    console.log(`Backup written to ${made.file}: ${made.rows} rows of ${made.tables} tables, ${sizeOf(made.bytes)}.`)
  } finally {
    await database.close()
  }
})
