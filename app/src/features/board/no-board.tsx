import { fault } from '@mutirao/documents'
import { CloudOff, Lock, Trash2 } from 'lucide-react'
import type { Phase } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'

/** What stands where the board would be: why it is not there. */
export function NoBoard({
  phase,
  onOther,
}: {
  readonly phase: Exclude<Phase, 'ready' | 'projected' | 'opening'>
  readonly onOther: () => void
}) {
  const { t } = useTranslation('board')
  const other = <Button onClick={onOther}>{t('denied.action')}</Button>
  switch (phase) {
    case 'never-loaded':
      return (
        <EmptyState icon={<CloudOff />} title={t('neverLoaded.title')}>
          {t('neverLoaded.text')}
        </EmptyState>
      )
    case 'forbidden':
      return (
        <EmptyState icon={<Lock />} title={t('denied.title')} action={other}>
          {t('denied.text')}
        </EmptyState>
      )
    case 'gone':
      return (
        <EmptyState icon={<Trash2 />} title={fault('APP-38') ? t('denied.title') : t('denied.gone')} action={other}>
          {t('denied.goneText')}
        </EmptyState>
      )
  }
}
