/** From files somebody picked, dropped or pasted to entries of the card; what cannot be attached is told by name. */
import { errorCatalogue, isMutiraoError, type AttachmentSnapshot, type ErrorCode } from '@mutirao/documents'
import { useCallback, useEffect, useRef } from 'react'
import { useFiles, type PreparedFile } from '../../engine/index.ts'
import { currentLanguage, formatBytes, useTranslation, words } from '../../i18n/index.ts'
import { announce, toast } from '../../ui/index.ts'
import { useDetail } from '../detail/context.ts'

/** So many at once; more are better sent as one archive. */
const maxAtOnce = 50

export function useAttach(attachments: readonly AttachmentSnapshot[]): (files: readonly File[]) => void {
  const { t } = useTranslation('files')
  const files = useFiles()
  const { document, details } = useDetail()
  const present = useRef(attachments)
  useEffect(() => {
    present.current = attachments
  })
  return useCallback(
    (picked) => {
      const attach = async () => {
        const prepared: PreparedFile[] = []
        for (const file of picked.slice(0, maxAtOnce)) {
          try {
            const known = await files.add(document, file)
            const taken = [...present.current, ...prepared].find(({ sha256 }) => sha256 === known.sha256)
            if (taken) toast({ message: t('already', { file: file.name, other: taken.name }), key: 'attach' })
            else prepared.push(known)
          } catch (error) {
            toast({
              message: refusal(file, error, files.maxFileBytes()),
              tone: 'warning',
              key: `attach ${file.name}`,
            })
          }
        }
        if (picked.length > maxAtOnce)
          toast({ message: t('tooMany', { count: maxAtOnce }), tone: 'warning', key: 'attach' })
        if (prepared.length > 0 && details.attach(prepared))
          announce(t('done.add', { title: prepared[0]?.name ?? '', count: prepared.length }))
      }
      // attach() turns every failure into a toast.
      void attach()
    },
    [document, details, files, t],
  )
}

function refusal(file: File, error: unknown, maxBytes: number): string {
  const code: ErrorCode = isMutiraoError(error) ? error.code : 'internal'
  const name = file.name
  if (code === 'file_too_large')
    return words.t('files:refused.tooLarge', { name, size: formatBytes(file.size), max: formatBytes(maxBytes) })
  if (code === 'file_type_refused') return words.t('files:refused.type', { name })
  if (code === 'bad_value')
    return words.t(file.size === 0 ? 'files:refused.empty' : 'files:refused.unreadable', { name })
  if (code === 'storage_unavailable') return words.t('files:refused.noRoom', { name })
  return `“${name}”: ${errorCatalogue[code][currentLanguage() === 'en' ? 'en' : 'ptBR']}`
}
