import { fault } from '@mutirao/documents'
import { useState } from 'react'
import { useStoreKey } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Input } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'
import { useRename } from './rename-field.ts'

/** The board's name; a press makes it a field. Enter or leaving writes, Esc leaves it as it was. */
export function BoardTitle() {
  const { t } = useTranslation(['board', 'common'])
  const { store, readOnly } = useBoardContext()
  const title = useStoreKey(store, 'meta', (board) => board.meta().title)
  const [renaming, setRenaming] = useState(false)
  const shown = title === '' ? t('common:untitled') : title
  if (renaming) return <TitleField title={title} onDone={() => setRenaming(false)} />
  return (
    <h1 className="-ml-1 min-w-0 truncate text-md snug:flex-[1_1_170px] phone:text-[17px]">
      {readOnly ? (
        shown
      ) : (
        <button
          type="button"
          title={t('rename')}
          onClick={() => setRenaming(true)}
          className="max-w-full truncate rounded-md px-1 font-[inherit] hover:bg-hover"
        >
          {shown}
        </button>
      )}
    </h1>
  )
}

function TitleField({ title, onDone }: { readonly title: string; readonly onDone: () => void }) {
  const { t } = useTranslation('board')
  const { edits } = useBoardContext()
  const field = useRename({ name: title, onWrite: (name) => edits.rename(fault('OWN-3') ? title : name), onDone })
  return (
    <h1 className="min-w-0 flex-1">
      <Input {...field} aria-label={t('boardName')} className="max-w-96 text-md! font-semibold" />
    </h1>
  )
}
