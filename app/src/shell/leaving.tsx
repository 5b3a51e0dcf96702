import { usePending } from '../engine/index.ts'
import { useTranslation } from '../i18n/index.ts'
import { Button, Dialog } from '../ui/index.ts'
import { useFilesWaiting } from './files-waiting.tsx'

/** Nobody signs out by accident with edits that exist only here; and nothing is thrown away either way. */
export default function Leaving({ onStay, onLeave }: { readonly onStay: () => void; readonly onLeave: () => void }) {
  const { t } = useTranslation(['leaving', 'common', 'files'])
  const count = usePending().reduce((sum, document) => sum + document.edits, 0)
  const files = useFilesWaiting().length
  const said = [
    ...(count > 0 ? [t('text', { count })] : []),
    ...(files > 0 ? [t('files:status.leaving', { count: files })] : []),
    t('kept'),
  ]
  return (
    <Dialog
      open
      onClose={onStay}
      title={t('title')}
      closeLabel={t('common:close')}
      description={said.join(' ')}
      footer={
        <>
          <Button onClick={onLeave}>{t('leave')}</Button>
          <Button variant="primary" onClick={onStay}>
            {t('wait')}
          </Button>
        </>
      }
    />
  )
}
