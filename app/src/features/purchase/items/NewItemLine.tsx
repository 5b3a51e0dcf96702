import { useTranslation } from '../../../i18n/index.ts'
import { Button, Input } from '../../../ui/index.ts'
import { maxDescription, useNewItem } from './use-new-item.ts'

export interface NewItemLineProps {
  readonly isFirst: boolean
  /** @param isToOpen its other fields come next. @returns false when it was not made */
  readonly onAdd: (description: string, isToOpen: boolean) => boolean
}

/** Words and the button make an item and open it; words and Enter make one after another. */
export function NewItemLine({ isFirst, onAdd }: NewItemLineProps) {
  const { t } = useTranslation('purchase')
  const { text, setText, add: addBy } = useNewItem()
  const add = (isToOpen: boolean) => addBy((description) => onAdd(description, isToOpen))
  return (
    <form
      className="flex items-center gap-2 py-2"
      onSubmit={(event) => {
        event.preventDefault()
        add(false)
      }}
    >
      <Input
        name="newItem"
        aria-label={t('items.add')}
        placeholder={isFirst ? t('items.addFirstHere') : t('items.addHere')}
        value={text}
        maxLength={maxDescription}
        onChange={(event) => setText(event.target.value)}
        className="min-w-0 flex-1"
      />
      <Button
        // Or Enter of the keyboard, which stays open for the next one.
        type="button"
        disabled={text.trim() === ''}
        onClick={() => add(true)}
      >
        {t('items.include')}
      </Button>
    </form>
  )
}
