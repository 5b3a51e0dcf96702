/** Why a start (or a backup, a restore) cannot go on. The message is one sentence for the person at the terminal. */
export type StartupErrorCode =
  | 'data_folder_in_use'
  | 'data_folder_other_version'
  | 'data_folder_not_ours'
  | 'embedded_unsupported'
  | 'embedded_failed'
  | 'database_unreachable'
  | 'database_too_old'
  | 'migration_failed'
  | 'backup_failed'
  | 'restore_refused'
  | 'restore_broken_file'

/** Thrown towards `main`: print `message`, exit with a code other than 0, no stack. */
export class StartupError extends Error {
  readonly code: StartupErrorCode

  constructor(code: StartupErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'StartupError'
    this.code = code
  }
}
