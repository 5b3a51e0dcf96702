import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fault, isMutiraoError } from '@mutirao/documents'
import { StartupError } from '@mutirao/persistence'
import type { Logger } from 'pino'
import { readConfig } from './config.ts'
import type { ServerConfig } from './config.ts'
import { createLog } from './log.ts'
import type { RunningServer } from './start.ts'

/** CONTRACT: a clean stop takes at most 10 s. What is not done by then is left to the next start. */
const stopDeadlineMs = 9_500

const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** The process: environment, signals, exit codes. `startServer` does the work. */
export async function main(): Promise<void> {
  // A reader of our output that went away (`npm start | head`) is no reason to stop serving.
  process.stdout.on('error', () => undefined)
  const config = configOrExit()
  const log = createLog(config.logLevel)
  const stopping = new AbortController()
  const server = { running: null as RunningServer | null }
  onSignals(stopping, server, log)
  onLostErrors(log, () => stopping.abort('crash'))
  try {
    // Loaded only now: a bad variable is told at once.
    const { startServer } = await import('./start.ts')
    server.running = await startServer(config, { log, signal: stopping.signal })
    announce(server.running)
  } catch (error) {
    if (stopping.signal.aborted) process.exit(exitCodeOf(stopping.signal))
    complain(sentenceOf(error))
    if (!isExpected(error)) log.fatal({ err: error }, 'start failed')
    process.exit(1)
  }
}

function configOrExit(): ServerConfig {
  const envFile = resolve('.env')
  try {
    if (existsSync(envFile)) process.loadEnvFile(envFile)
    return readConfig(process.env)
  } catch (error) {
    complain(sentenceOf(error))
    return process.exit(1)
  }
}

const isExpected = (error: unknown): boolean => error instanceof StartupError || isMutiraoError(error)

const sentenceOf = (error: unknown): string => {
  if (!isExpected(error) || !(error instanceof Error)) return `Mutirão cannot start: ${String(error)}`
  return isToldBadly(error) ? String(error.stack) : error.message
}

/** Named faults CFG-9, CFG-12 and CFG-14: a stack where a sentence belongs. */
const isToldBadly = (error: Error): boolean =>
  error instanceof StartupError &&
  ((fault('CFG-9') && error.code === 'database_unreachable') ||
    (fault('CFG-12') && error.code === 'data_folder_other_version') ||
    (fault('CFG-14') && error.code === 'data_folder_in_use'))

const exitCodeOf = (signal: AbortSignal): number => (signal.reason === 'crash' || fault('CFG-6') ? 1 : 0)

function announce({ url, setupUrl, demo }: RunningServer): void {
  const lines = [`Mutirão ready at ${url}`]
  if (demo) lines.push('Demo: sign in as ana@demo.mutirao with the password mutirao-demo')
  if (setupUrl !== null) lines.push(`First start: create your account and workspace within 24 hours at ${setupUrl}`)
  // In one piece: whoever waits for the first line has the others too.
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The first signal stops cleanly, also in the middle of starting; the second one at once. */
function onSignals(stopping: AbortController, server: { readonly running: RunningServer | null }, log: Logger): void {
  stopping.signal.addEventListener('abort', () => {
    setTimeout(() => {
      log.error('stopping took too long')
      process.exit(1)
    }, stopDeadlineMs).unref()
    // Still starting: `startServer` sees the signal itself, undoes what it did, and `main` exits.
    if (!server.running) return
    server.running.close().then(
      () => process.exit(exitCodeOf(stopping.signal)),
      () => process.exit(1),
    )
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping.signal.aborted && !fault('CFG-11')) process.exit(1)
      stopping.abort(signal)
    })
}

/**
 * What nobody caught. A rejected promise nobody waited for is a bug of ours, but every edit is in the journal before it is
 * acknowledged: serving on is right. After an exception out of nowhere the state of the process is unknown: it stops, cleanly
 * if it can, and whoever runs it starts it again.
 */
function onLostErrors(log: Logger, crash: () => void): void {
  process.on('unhandledRejection', (reason) =>
    log.error({ err: reason }, 'a promise was rejected and nobody waited for it'),
  )
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an exception nobody caught: stopping')
    crash()
  })
}

if (process.argv[1] !== undefined && import.meta.filename === resolve(process.argv[1])) await main()
