/** `full`: the quota is used up · `unavailable`: no answer, corrupt or forbidden · `closed`: this store was closed or destroyed. */
export type StorageProblem = 'full' | 'unavailable' | 'closed'

/** The only error a LocalStore rejects with. */
export class StorageError extends Error {
  readonly problem: StorageProblem
  /** It did not say no, it said nothing in time: on a busy machine the answer may still come. */
  readonly late: boolean
  /** Resolves when what was to be written is written after all; never rejects. Null where nothing is going to be. */
  readonly written: Promise<unknown> | null
  constructor(
    problem: StorageProblem,
    message: string,
    options: { cause?: unknown; late?: boolean; written?: Promise<unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'StorageError'
    this.problem = problem
    this.late = options.late ?? false
    this.written = options.written ?? null
  }
}

export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  const name = error instanceof Error ? error.name : ''
  const full = name === 'QuotaExceededError'
  return new StorageError(full ? 'full' : 'unavailable', `local storage failed: ${String(error)}`, { cause: error })
}
