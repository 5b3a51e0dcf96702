import type { card as source } from '../pt-BR/card.ts'
import type { Translation } from '../translation.ts'

export const card: Translation<typeof source> = {}
