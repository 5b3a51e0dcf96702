/** What was chosen the last time on this device. */
import { formats, type Format } from '../../tables/write/writer.ts'

const storageKey = 'mutirao.export'

export interface Remembered {
  readonly format: Format
  /** Ids of the columns that were left out. */
  readonly without: readonly string[]
}
const first: Remembered = { format: 'xlsx', without: [] }

export function recallExport(): Remembered {
  try {
    const raw = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as Partial<Remembered> | null
    const without: unknown = raw?.without
    return {
      format: formats.find((format) => format === raw?.format) ?? first.format,
      without: Array.isArray(without) ? without.filter((id) => typeof id === 'string') : [],
    }
  } catch {
    return first // written by another version, or storage is forbidden
  }
}

export function rememberExport(chosen: Remembered): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(chosen))
  } catch {
    // Storage is full or forbidden: the next export starts with the usual choices.
  }
}
