import { BookmarkPlus } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import { useQuery, type ViewsPort } from '../../../view/index.ts'
import { useViewEdits } from './view-edits.ts'
import { ViewForm } from './view-form.tsx'

/** Keeps what is on the screen under a name. */
export function SaveView({ views }: { readonly views: ViewsPort }) {
  const { t } = useTranslation('find')
  const { role } = useMe()
  const { spelling, open } = useQuery()
  const edits = useViewEdits(views)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" variant="plain" icon={<BookmarkPlus />} onClick={() => setOpen(true)}>
        {t('views.save')}
      </Button>
      {isOpen ? (
        <ViewForm
          title={t('views.save')}
          hint={t('views.saveHint')}
          name=""
          canShare={role !== 'viewer'}
          onClose={() => setOpen(false)}
          onSave={({ name, shared }) => {
            const viewId = edits.create({ name, shared, query: spelling })
            if (viewId !== null) open(spelling, viewId)
          }}
        />
      ) : null}
    </>
  )
}
