import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useTranslation } from '../i18n/index.ts'
import { EmptyState } from '../ui/index.ts'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <main className="flex h-full">
      <EmptyState
        icon={<Compass />}
        title={t('notFound.title')}
        action={
          <Link to="/funil" className="rounded-md bg-brand px-3 py-1.5 font-medium text-on-brand">
            {t('notFound.action')}
          </Link>
        }
      >
        {t('notFound.text')}
      </EmptyState>
    </main>
  )
}
