/**
 * A process that owns an embedded Postgres, for tests that kill it:  node embedded-process.ts <data folder>
 * Prints one line of JSON: `{pid, url, adopted}`, or `{code, message}` of the StartupError and exits. SIGTERM stops it properly.
 */
import { setFaults } from '@mutirao/documents'
import { startEmbeddedPostgres } from '../embedded/index.ts'
import { StartupError } from '../errors.ts'

setFaults((process.env['MUTIRAO_FAULT'] ?? '').split(','))
try {
  const embedded = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', fsync: false })
  const { pid, url, adopted } = embedded
  process.stdout.write(`${JSON.stringify({ pid, url, adopted })}\n`)
  process.on('SIGTERM', () => {
    embedded.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
} catch (error) {
  if (!(error instanceof StartupError)) throw error
  process.stdout.write(`${JSON.stringify({ code: error.code, message: error.message })}\n`)
  process.exitCode = 1
}
