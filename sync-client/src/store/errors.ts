/** `full`: the quota is used up · `unavailable`: no answer, corrupt or forbidden · `closed`: this store was closed or destroyed. */
export type StorageProblem = 'full' | 'unavailable' | 'closed'

/** The only error a LocalStore rejects with. */
export class StorageError extends Error {
  readonly problem: StorageProblem
  constructor(problem: StorageProblem, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'StorageError'
    this.problem = problem
  }
}

export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  const name = error instanceof Error ? error.name : ''
  const full = name === 'QuotaExceededError'
  return new StorageError(full ? 'full' : 'unavailable', `local storage failed: ${String(error)}`, { cause: error })
}
