import { Plus } from 'lucide-react'
import type { RequestEdits } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { pasteBare } from '../../../view/cells/paste-bare.ts'
import { asCell, asRow, asRowHead } from '../../../view/cells/roles.ts'
import { template } from './GridFrame.tsx'
import { maxDescription, useNewItem } from './use-new-item.ts'

interface NewItemProps {
  readonly edits: RequestEdits
  /** There are no items yet: it says what it takes. */
  readonly isFirst: boolean
  readonly onRows: (text: string) => void
}

/** Cells of a spreadsheet, not words that were copied with their line break. */
const isBlock = (text: string): boolean => /[\t\n]/u.test(text.trim())

/** The row below the last one: words and Enter make an item, the next may follow; rows of a spreadsheet become items. */
export function NewItem({ edits, isFirst, onRows }: NewItemProps) {
  const { t } = useTranslation('purchase')
  const { text, setText, add: addBy } = useNewItem()
  const add = () => addBy((description) => edits.addItems([{ description, quantity: '1' }]).length > 0)
  return (
    <div {...asRow} className="grid h-9 items-center touch:h-11" style={{ gridTemplateColumns: template }}>
      <span {...asRowHead} className="flex justify-center text-soft">
        <Plus aria-hidden className="size-3.5" />
      </span>
      <div {...asCell} className="col-span-4">
        <input
          name="newItem"
          aria-label={t('items.add')}
          placeholder={isFirst ? t('items.addFirst') : t('items.add')}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain')
            if (!isBlock(pasted)) return pasteBare(event, setText)
            event.preventDefault()
            onRows(pasted)
          }}
          value={text}
          maxLength={maxDescription}
          onChange={(event) => setText(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter') add()
            else if (event.key === 'Escape' && text !== '') setText('')
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
          className="h-7 w-full rounded-md bg-transparent px-2 outline-none placeholder:text-soft focus:shadow-[inset_0_0_0_2px_var(--brand)] touch:h-11"
        />
      </div>
    </div>
  )
}
