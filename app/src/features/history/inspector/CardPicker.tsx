/** Which document of a board is looked at: the board itself, or one of its cards, found by name. */
import { clsx } from 'clsx'
import { ChevronDown, FileText, Kanban } from 'lucide-react'
import type { BoardStore } from '@mutirao/documents'
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Input, Popover } from '../../../ui/index.ts'
import { cardsCalled } from './cards-called.ts'

export interface CardPickerProps {
  readonly store: BoardStore
  /** Null: the board. */
  readonly cardId: string | null
  readonly onCard: (cardId: string | null) => void
}

export function CardPicker({ store, cardId, onCard }: CardPickerProps) {
  const { t } = useTranslation(['inspector', 'common'])
  const [open, setOpen] = useState(false)
  const card = cardId === null ? null : store.card(cardId)
  const title = card && card.title !== '' ? card.title : t('common:untitled')
  const choose = (id: string | null) => {
    setOpen(false)
    onCard(id)
  }
  return (
    <Popover
      label={t('document')}
      align="start"
      open={open}
      onOpenChange={setOpen}
      className="w-[min(340px,calc(100vw-16px))] p-2"
      trigger={
        <Button icon={cardId === null ? <Kanban /> : <FileText />} className="max-w-64">
          <span className="sr-only">{t('document')}: </span>
          <span className="truncate">{cardId === null ? t('wholeBoard') : title}</span>
          <ChevronDown aria-hidden className="size-3.5 text-faint" />
        </Button>
      }
    >
      <Choices store={store} cardId={cardId} onChoose={choose} />
    </Popover>
  )
}

interface ChoicesProps {
  readonly store: BoardStore
  readonly cardId: string | null
  readonly onChoose: (cardId: string | null) => void
}

/** A list with a filter above it: arrows walk, Enter in the filter takes the first one found. */
function Choices({ store, cardId, onChoose }: ChoicesProps) {
  const { t } = useTranslation(['inspector', 'common'])
  const [words, setWords] = useState('')
  const found = useMemo(() => cardsCalled(store, words), [store, words])
  const [first] = found
  return (
    <div onKeyDown={walk} role="presentation">
      <Input
        type="search"
        aria-label={t('findCard')}
        placeholder={t('findCard')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first) onChoose(first.id)
        }}
      />
      <ul aria-label={t('document')} className="mt-1.5 max-h-72 overflow-y-auto">
        <Choice icon={<Kanban aria-hidden />} isChosen={cardId === null} onChoose={() => onChoose(null)}>
          {t('wholeBoard')}
        </Choice>
        {found.map((card) => (
          <Choice
            key={card.id}
            icon={<FileText aria-hidden />}
            detail={card.account}
            isChosen={card.id === cardId}
            onChoose={() => onChoose(card.id)}
          >
            {card.title === '' ? t('common:untitled') : card.title}
          </Choice>
        ))}
      </ul>
    </div>
  )
}

/** Arrows go from the filter into the list and through it. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
  event.preventDefault()
}

interface ChoiceProps {
  readonly icon: ReactNode
  /** Tells cards of one name apart. */
  readonly detail?: string
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly children: string
}

function Choice({ icon, detail = '', isChosen, onChoose, children }: ChoiceProps) {
  return (
    <li>
      <button
        type="button"
        aria-current={isChosen}
        onClick={onChoose}
        className={clsx(
          'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-left hover:bg-hover focus-visible:bg-hover touch:min-h-11 [&>svg]:size-3.5 [&>svg]:flex-none [&>svg]:text-faint',
          isChosen && 'font-medium',
        )}
      >
        {icon}
        <span className="max-w-[60%] flex-none truncate">{children}</span>
        <span className="min-w-0 truncate text-sm text-soft">{detail}</span>
      </button>
    </li>
  )
}
