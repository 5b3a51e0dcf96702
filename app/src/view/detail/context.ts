/** What the parts shared by open cards and open requests need: fields, comments, files, who else is in them. */
import type { DocumentName } from '@mutirao/documents'
import { createContext, use } from 'react'
import type { CardEdits, Present } from '../../engine/index.ts'

export interface DetailContextValue {
  /** The document with its comments and files. */
  readonly document: DocumentName
  /** Of the card or request: what is typed and not sent is kept under it. */
  readonly id: string
  readonly details: Pick<
    CardEdits,
    'addComment' | 'editComment' | 'deleteComment' | 'attach' | 'renameAttachment' | 'removeAttachment'
  >
  /** The fields cannot be edited. */
  readonly readOnly: boolean
  /** Who else has it open. */
  readonly others: readonly Present[]
  /** Tells the others which field I am in; null when I left it. */
  readonly enterField: (field: string | null) => void
  /** Opens the history of one field; null where there is none to show. */
  readonly showHistory: ((field: string) => void) | null
}

export const DetailContext = createContext<DetailContextValue | null>(null)

export function useDetail(): DetailContextValue {
  const value = use(DetailContext)
  if (!value) throw new Error('a part of an open card or request outside its DetailContext')
  return value
}
