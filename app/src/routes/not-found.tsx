import { Compass } from 'lucide-react'
import { useTranslation } from '../i18n/index.ts'
import { EmptyState } from '../ui/index.ts'
import { useRouter } from './routing/react.tsx'

export default function NotFound() {
  const { t } = useTranslation()
  const router = useRouter()
  return (
    <main className="flex h-full">
      <EmptyState
        icon={<Compass />}
        title={t('notFound.title')}
        action={
          <a
            href={router.href({ to: '/funil' })}
            onClick={(event) => {
              event.preventDefault()
              router.go({ to: '/funil' })
            }}
            className="rounded-md bg-brand px-3 py-1.5 font-medium text-on-brand"
          >
            {t('notFound.action')}
          </a>
        }
      >
        {t('notFound.text')}
      </EmptyState>
    </main>
  )
}
