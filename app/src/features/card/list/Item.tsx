/** One item of the checklist: tick, text, and its ways up, down and out. */
import { clsx } from 'clsx'
import { ArrowDown, ArrowUp, Ellipsis, GripVertical, Trash2 } from 'lucide-react'
import type { ChecklistItem } from '@mutirao/documents'
import type { KeyboardEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { announce, IconButton, Menu, MenuItem } from '../../../ui/index.ts'
import { useCardContext } from '../context.ts'
import { useDraft } from '../../../view/fields/use-draft.ts'
import { placeAt } from '../model/move-item.ts'
import { parseTitle } from '../../../parse/typed.ts'
import type { ItemDrag } from './use-item-drag.ts'

export interface ItemProps {
  readonly item: ChecklistItem
  readonly index: number
  readonly items: readonly ChecklistItem[]
  readonly readOnly: boolean
  readonly drag: ItemDrag
}

export function Item({ item, index, items, readOnly, drag }: ItemProps) {
  const { t } = useTranslation('card')
  const { details } = useCardContext()
  const draft = useDraft({
    stored: item.text,
    parse: parseTitle,
    onWrite: (text) => (text === null ? undefined : void details.setChecklistItem(item.id, { text })),
  })
  const carry = (to: number) => {
    const ids = items.map((one) => one.id)
    const place = to < 0 || to >= ids.length ? null : placeAt(ids, item.id, to)
    if (place && details.moveChecklistItem(item.id, place))
      announce(t('checklist.moved', { text: item.text, position: to + 1, count: ids.length }))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      carry(event.key === 'ArrowUp' ? index - 1 : index + 1)
    } else draft.bind.onKeyDown(event)
  }
  return (
    <li
      data-item={item.id}
      className={clsx(
        'group/item relative flex items-start gap-1.5 rounded-md pr-1 pl-0.5 hover:bg-hover focus-within:bg-hover',
        drag.draggedId === item.id && 'opacity-40',
      )}
    >
      {drag.edgeOf(item.id) === null ? null : (
        <span
          aria-hidden
          className={clsx(
            'absolute inset-x-1 h-0.5 rounded-full bg-brand',
            drag.edgeOf(item.id) === 'top' ? '-top-px' : '-bottom-px',
          )}
        />
      )}
      <span
        aria-hidden
        title={t('checklist.drag', { text: item.text })}
        {...(readOnly ? {} : drag.handle(item.id))}
        className={clsx(
          'mt-1.5 w-4 cursor-grab touch-none text-faint opacity-0 group-hover/item:opacity-100 touch:mt-3.5 touch:opacity-100',
          readOnly && 'invisible',
        )}
      >
        <GripVertical className="size-3.5" />
      </span>
      <input
        type="checkbox"
        checked={item.done}
        disabled={readOnly}
        aria-label={t('checklist.done', { text: item.text })}
        onChange={(event) => void details.setChecklistItem(item.id, { done: event.target.checked })}
        className="mt-[7px] size-4 shrink-0 accent-(--brand) touch:mt-3 touch:size-5"
      />
      <textarea
        {...draft.bind}
        onKeyDown={onKeyDown}
        rows={1}
        maxLength={1000}
        aria-label={t('checklist.rename')}
        value={draft.text}
        readOnly={readOnly}
        className={clsx(
          'field-sizing-content min-w-0 flex-1 resize-none bg-transparent px-1 py-1.5 outline-none [overflow-wrap:anywhere] touch:min-h-11 touch:py-3',
          item.done && 'not-focus:text-soft not-focus:line-through',
        )}
      />
      {readOnly ? null : (
        <Menu
          align="end"
          trigger={
            <IconButton
              label={t('checklist.actions', { text: item.text })}
              size="sm"
              quiet
              className="mt-1 opacity-0 group-focus-within/item:opacity-100 group-hover/item:opacity-100 data-[state=open]:opacity-100 touch:mt-0 touch:opacity-100"
            >
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem icon={<ArrowUp />} shortcut="alt+arrowup" disabled={index === 0} onSelect={() => carry(index - 1)}>
            {t('checklist.up')}
          </MenuItem>
          <MenuItem
            icon={<ArrowDown />}
            shortcut="alt+arrowdown"
            disabled={index === items.length - 1}
            onSelect={() => carry(index + 1)}
          >
            {t('checklist.down')}
          </MenuItem>
          <MenuItem icon={<Trash2 />} danger onSelect={() => void details.removeChecklistItem(item.id)}>
            {t('checklist.remove')}
          </MenuItem>
        </Menu>
      )}
    </li>
  )
}
