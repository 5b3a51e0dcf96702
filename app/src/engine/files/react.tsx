import { useEffect, useState, useSyncExternalStore } from 'react'
import type { AttachmentSnapshot, DocumentName } from '@mutirao/documents'
import { useEngine, useSyncStatus } from '../react.tsx'
import type { Files } from './files.ts'
import { fileKey, type Upload } from './types.ts'

export const useFiles = (): Files => useEngine().files

/** Everything of this person that still has to reach the server. */
export function useUploads(): readonly Upload[] {
  const { subscribe, uploads } = useFiles()
  return useSyncExternalStore(subscribe, uploads)
}

/** True when the file can be opened without network. */
export function useIsHere(document: DocumentName, sha256: string): boolean {
  const files = useFiles()
  return useSyncExternalStore(files.subscribe, () => files.isHere(fileKey(document, sha256)))
}

const travels = new Set(['saved', 'saving', 'reverted'])
/** True while bytes can be fetched and sent. */
export const useOnline = (): boolean => travels.has(useSyncStatus().state)

/** Address of a small picture of the file, null while there is none. Good as long as the component is mounted. */
export function usePreview(document: DocumentName, file: AttachmentSnapshot): string | null {
  const files = useFiles()
  const [address, setAddress] = useState<string | null>(null)
  const isHere = useIsHere(document, file.sha256)
  const { sha256, bytes, type, storedAt } = file
  useEffect(() => {
    // Asked again when the bytes arrive, here or at the server.
    if (!isHere && storedAt === null) return
    let made: string | null = null
    let current = true
    files.preview(document, { sha256, bytes, type, storedAt }).then(
      (preview) => {
        if (!preview || !current) return
        made = URL.createObjectURL(preview)
        setAddress(made)
      },
      () => undefined, // the icon stays
    )
    return () => {
      current = false
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [files, document, sha256, bytes, type, storedAt, isHere])
  return address
}
