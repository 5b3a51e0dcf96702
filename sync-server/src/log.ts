import { pino } from 'pino'
import type { Logger } from 'pino'
import type { LogLevel } from './config.ts'

/** Drivers hang whole connections on their errors, with their options; a log line needs what happened, where, and no more. */
function brief(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return { name, message, code, stack, ...(cause === undefined ? {} : { cause: brief(cause) }) }
}

/** JSON lines on standard output. What could let somebody in is never written, wherever it hides. */
export const createLog = (level: LogLevel): Logger =>
  pino({
    level,
    base: null,
    serializers: { err: brief },
    redact: {
      paths: [
        'password',
        'token',
        '*.password',
        '*.token',
        '*.authorization',
        '*.cookie',
        'headers.authorization',
        'headers.cookie',
      ],
      censor: '…',
    },
  })
