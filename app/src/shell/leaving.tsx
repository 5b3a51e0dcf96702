import { usePending } from '../engine/index.ts'
import { useTranslation } from '../i18n/index.ts'
import { Button, Dialog } from '../ui/index.ts'
import { useFilesWaiting } from './files-waiting.tsx'

/** Nobody signs out by accident with edits that exist only here; and nothing is thrown away either way. */
export default function Leaving({ onStay, onLeave }: { readonly onStay: () => void; readonly onLeave: () => void }) {
  const { t } = useTranslation(['shell', 'common', 'files'])
  const count = usePending().reduce((sum, document) => sum + document.edits, 0)
  const files = useFilesWaiting().length
  const said = [
    ...(count > 0 ? [t('leaving.text', { count })] : []),
    ...(files > 0 ? [t('files:status.leaving', { count: files })] : []),
    t('leaving.kept'),
  ]
  return (
    <Dialog
      open
      onClose={onStay}
      title={t('leaving.title')}
      closeLabel={t('common:close')}
      description={said.join(' ')}
      footer={
        <>
          <Button onClick={onLeave}>{t('leaving.leave')}</Button>
          <Button variant="primary" onClick={onStay}>
            {t('leaving.wait')}
          </Button>
        </>
      }
    />
  )
}
