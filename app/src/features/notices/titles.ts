import type { DocumentName } from '@mutirao/documents'
import { useEngine, usePeople } from '../../engine/index.ts'
import { titleOf } from '../../view/document-title.ts'

/** Titles of documents by name, as far as this device knows them: of a card on a board that is not open, the board's. */
export function useTitles(): (document: string) => string {
  const engine = useEngine()
  const { documents } = usePeople()
  return (document) => titleOf(document as DocumentName, documents, engine)
}
