import { errorCatalogue, isMutiraoError, type ErrorCode } from '@mutirao/documents'
import { currentLanguage } from './dictionary.ts'

/** The one sentence for a person about what went wrong, in the language of the moment. */
export function errorSentence(error: unknown): string {
  const code: ErrorCode = isMutiraoError(error) ? error.code : 'internal'
  const { ptBR, en } = errorCatalogue[code]
  return currentLanguage() === 'en' ? en : ptBR
}
