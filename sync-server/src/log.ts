import { pino } from 'pino'
import type { Logger } from 'pino'
import type { LogLevel } from './config.ts'

/** JSON lines on standard output. What could let somebody in is never written, wherever it hides. */
export const createLog = (level: LogLevel): Logger =>
  pino({
    level,
    base: null,
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
