import type { Log } from './types.ts'

const nothing = (): void => undefined

/** Says nothing; the default where no log is given. */
export const silentLog: Log = { info: nothing, warn: nothing, error: nothing }
