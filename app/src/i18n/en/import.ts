import type { importing as source } from '../pt-BR/import.ts'
import type { Translation } from '../translation.ts'

export const importing: Translation<typeof source> = {}
