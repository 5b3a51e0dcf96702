import { Check, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, IconButton } from '../../../ui/index.ts'
import { useQuery, type ViewsPort } from '../../../view/index.ts'
import type { SavedView } from './use-views.ts'
import { useViewEdits } from './view-edits.ts'
import { ViewForm } from './view-form.tsx'
import { ViewMenu } from './view-menu.tsx'

interface ActiveViewProps {
  readonly port: ViewsPort
  readonly view: SavedView
  readonly views: readonly SavedView[]
  /** What is on the screen is not what the view holds. */
  readonly isModified: boolean
}

/** What can be done with the view on the screen; comes when one is opened. */
export function ActiveView({ port, view, views, isModified }: ActiveViewProps) {
  const { t } = useTranslation('find')
  const { spelling, open } = useQuery()
  const edits = useViewEdits(port)
  const [isRenaming, setRenaming] = useState(false)
  const remove = () => {
    edits.remove(view)
    open('', null)
  }
  return (
    <>
      <ViewMenu view={view} views={views} edits={edits} onRename={() => setRenaming(true)} onRemove={remove} />
      {isModified ? (
        <>
          <Button size="sm" icon={<Check />} onClick={() => edits.change(view, { query: spelling })}>
            {t('views.saveChanges')}
          </Button>
          <IconButton label={t('views.reset')} size="sm" onClick={() => open(view.query, view.id)}>
            <RotateCcw />
          </IconButton>
        </>
      ) : null}
      {isRenaming ? (
        <ViewForm
          title={t('views.rename')}
          name={view.name}
          onClose={() => setRenaming(false)}
          onSave={({ name }) => edits.change(view, { name })}
        />
      ) : null}
    </>
  )
}
