/** The card's checklist: what is left to do, ticked off, in an order people choose. */
import { Plus } from 'lucide-react'
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { ChecklistItem } from '@mutirao/documents'
import { useTranslation } from '../../../i18n/index.ts'
import { Progress } from '../../../ui/index.ts'
import { useCardContext } from '../context.ts'
import { pastedLines } from '../model/pasted-lines.ts'
import { Occupied } from '../../../view/detail/Occupied.tsx'
import { Item } from './Item.tsx'
import { useItemDrag } from './use-item-drag.ts'

export interface ChecklistProps {
  readonly items: readonly ChecklistItem[]
  readonly readOnly: boolean
}

export function Checklist({ items, readOnly }: ChecklistProps) {
  const { t } = useTranslation('card')
  const { details } = useCardContext()
  const list = useRef<HTMLUListElement>(null)
  const drag = useItemDrag(
    list,
    items.map((item) => item.id),
    (itemId, place) => void details.moveChecklistItem(itemId, place),
  )
  const done = items.filter((item) => item.done).length
  if (readOnly && items.length === 0) return null
  return (
    <section aria-label={t('checklist.title')} className="border-t border-line px-5 pt-3 pb-6">
      <div className="mb-1.5 flex items-center gap-2.5">
        <h3>{t('checklist.title')}</h3>
        {items.length === 0 ? null : (
          <>
            <span className="text-soft">{t('checklist.progress', { done, total: items.length })}</span>
            <Progress value={done} max={items.length} label={t('checklist.title')} className="max-w-24 flex-1" />
          </>
        )}
      </div>
      <Occupied field="checklist" className="-mx-2">
        <ul ref={list} className="relative grid">
          {items.map((item, i) => (
            <Item key={item.id} item={item} index={i} items={items} readOnly={readOnly} drag={drag} />
          ))}
        </ul>
        {readOnly ? null : (
          <NewItem
            onAdd={(text) => details.addChecklistItem(text) !== null}
            onAddAll={(texts) => details.addChecklistItems(texts)}
          />
        )}
      </Occupied>
    </section>
  )
}

interface NewItemProps {
  readonly onAdd: (text: string) => boolean
  /** Pasted lines, as one step of undo. */
  readonly onAddAll: (texts: readonly string[]) => boolean
}

function NewItem({ onAdd, onAddAll }: NewItemProps) {
  const { t } = useTranslation('card')
  const [text, setText] = useState('')
  const add = () => {
    if (text.trim() !== '' && onAdd(text.trim())) setText('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      add()
    }
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault()
      setText('')
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const lines = pastedLines(event.clipboardData.getData('text/plain'))
    if (!lines) return
    event.preventDefault()
    // What was typed before the lines is an item of its own.
    const all = text.trim() === '' ? lines : [text.trim(), ...lines]
    if (onAddAll(all)) setText('')
  }
  return (
    <div className="flex items-center gap-2 pl-7">
      <Plus aria-hidden className="size-3.5 shrink-0 text-faint" />
      <input
        value={text}
        maxLength={1000}
        aria-label={t('checklist.add')}
        placeholder={t('checklist.add')}
        title={t('checklist.addHint')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        // What was typed and left is kept as an item: nothing typed vanishes.
        onBlur={add}
        className="w-full rounded-sm bg-transparent px-1 py-1 outline-none focus:bg-hover touch:min-h-11"
      />
    </div>
  )
}
