import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { maxLabelLength } from '@mutirao/documents'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { fold } from '../../../parse/fold.ts'
import { Anchored, Avatar, Dot, Tag, tagTone } from '../../../ui/index.ts'
import { useTable } from '../context.ts'
import type { Column } from '../model/columns.ts'
import { valueOf } from '../model/values.ts'
import { chosen, offersOf, type Offer } from './options.ts'
import type { EditorProps } from './TextEditor.tsx'

const row =
  'flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 data-[selected=true]:bg-hover touch:min-h-11'

/** One of a list; labels are several, kept together when the list closes. Typing narrows, Enter chooses, Esc closes. */
export function ListEditor({ card, column, seed }: EditorProps) {
  const { grid, actions, around, store } = useTable()
  const { t } = useTranslation('table')
  const [offers] = useState(() => offersOf(column, around))
  const [text, setText] = useState(seed ?? '')
  const isMany = column.kind === 'labels'
  const [labels, setLabels] = useState<readonly string[]>(card.labels)
  const value = valueOf(column, card, store)
  const isDone = useRef(false)
  const input = useRef<HTMLInputElement>(null)

  const end = (next?: () => void) => {
    if (isDone.current) return
    isDone.current = true
    if (isMany && !sameSet(labels, card.labels)) actions.choose(card.id, { kind: 'labels', labels })
    grid.endEdit()
    next?.()
  }
  const choose = (offer: string) => {
    if (!isMany) {
      actions.choose(card.id, chosen(column, offer))
      return end(() => grid.move(1, 0))
    }
    setLabels(labels.includes(offer) ? labels.filter((label) => label !== offer) : [...labels, offer])
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') return
    event.preventDefault()
    end(() => void grid.tab(event.shiftKey ? -1 : 1))
  }
  const typedLabel = text.trim().replace(/\s+/gu, ' ')
  const known = isMany ? [...offers, ...labels.filter(isNew(offers)).map((label) => ({ value: label, label }))] : offers
  const canCreate = isMany && typedLabel !== '' && typedLabel.length <= maxLabelLength && isNew(known)(typedLabel)
  const isChosen = (offer: Offer) => (isMany ? labels.includes(offer.value) : offer.value === (value ?? ''))
  return (
    <Anchored label={column.label} onClose={() => end()} focus={input} className="w-60 p-1">
      <div data-editor>
        <Command
          label={column.label}
          {...(typeof value === 'string' && !isMany && seed === null ? { defaultValue: value } : {})}
          filter={matching}
        >
          <Command.Input
            ref={input}
            onKeyDown={onKeyDown}
            value={text}
            onValueChange={setText}
            placeholder={t(isMany ? 'findLabel' : 'find')}
            className="w-full border-b border-line bg-transparent px-2 py-1.5 outline-none"
          />
          <Command.List className="max-h-56 overflow-y-auto pt-1">
            <Command.Empty className="px-2 py-1.5 text-muted">{t('nothingFound')}</Command.Empty>
            {known.map((offer) => (
              <Item key={offer.value} offer={offer} column={column} isChosen={isChosen(offer)} onChoose={choose} />
            ))}
            {canCreate ? (
              <Command.Item value="new:" keywords={[typedLabel]} onSelect={() => choose(typedLabel)} className={row}>
                {t('createLabel', { label: typedLabel })}
              </Command.Item>
            ) : null}
            {column.kind === 'person' || column.kind === 'choice' ? (
              <Command.Item value="none:" keywords={[t('nothing')]} onSelect={() => choose('')} className={row}>
                <span className="text-muted">{t('nothing')}</span>
              </Command.Item>
            ) : null}
          </Command.List>
        </Command>
      </div>
    </Anchored>
  )
}

/** What is being typed is always on offer itself: its words are a letter behind the search. */
const matching = (value: string, search: string, words: readonly string[] = []): number =>
  value.startsWith('new:') || fold(words.join(' ')).includes(fold(search)) ? 1 : 0

const isNew = (offers: readonly Offer[]) => (label: string) =>
  !offers.some((offer) => fold(offer.label) === fold(label))
const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((label) => b.includes(label))

interface ItemProps {
  readonly offer: Offer
  readonly column: Column
  readonly isChosen: boolean
  readonly onChoose: (value: string) => void
}

function Item({ offer, column, isChosen, onChoose }: ItemProps) {
  return (
    <Command.Item value={offer.value} keywords={[offer.label]} onSelect={() => onChoose(offer.value)} className={row}>
      <Face offer={offer} column={column} />
      {isChosen ? <Check aria-hidden className="ml-auto size-3.5 text-brand" /> : null}
    </Command.Item>
  )
}

function Face({ offer, column }: { readonly offer: Offer; readonly column: Column }): ReactNode {
  if (column.kind === 'labels') return <Tag tone={tagTone(offer.label)}>{offer.label}</Tag>
  return (
    <>
      {column.kind === 'person' ? (
        <Avatar id={offer.value} name={offer.label} size="xs" decorative />
      ) : (
        <Dot color={offer.color ?? ''} />
      )}
      <span className="truncate">{offer.label}</span>
    </>
  )
}
