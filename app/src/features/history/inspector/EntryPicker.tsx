/** Which document of a list is looked at: the list itself, or one of its entries, found by name. */
import { clsx } from 'clsx'
import { ChevronDown, FileText } from 'lucide-react'
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Input, Popover } from '../../../ui/index.ts'

/** An entry that has a document of its own. */
export interface Called {
  readonly id: string
  /** '' for those nobody has named. */
  readonly title: string
  /** Tells entries of one name apart. */
  readonly detail: string
}

export interface EntryPickerProps {
  /** Of the list itself. */
  readonly icon: ReactNode
  /** What the list itself is called here. */
  readonly whole: string
  /** What the filter asks for. */
  readonly find: string
  /** Null: the list itself. */
  readonly chosen: Pick<Called, 'id' | 'title'> | null
  /** The first entries with these words. */
  readonly called: (words: string) => readonly Called[]
  readonly onChoose: (id: string | null) => void
}

export function EntryPicker(props: EntryPickerProps) {
  const { icon, whole, chosen, onChoose } = props
  const { t } = useTranslation(['inspector', 'common'])
  const [open, setOpen] = useState(false)
  const title = chosen === null ? whole : chosen.title === '' ? t('common:untitled') : chosen.title
  const choose = (id: string | null) => {
    setOpen(false)
    onChoose(id)
  }
  return (
    <Popover
      label={t('document')}
      align="start"
      open={open}
      onOpenChange={setOpen}
      className="w-[min(340px,calc(100vw-16px))] p-2"
      trigger={
        <Button icon={chosen === null ? icon : <FileText />} className="max-w-64">
          <span className="sr-only">{t('document')}: </span>
          <span className="truncate">{title}</span>
          <ChevronDown aria-hidden className="size-3.5 text-faint" />
        </Button>
      }
    >
      <Choices {...props} onChoose={choose} />
    </Popover>
  )
}

/** A list with a filter above it: arrows walk, Enter in the filter takes the first one found. */
function Choices({ icon, whole, find, chosen, called, onChoose }: EntryPickerProps) {
  const { t } = useTranslation(['inspector', 'common'])
  const [words, setWords] = useState('')
  const found = useMemo(() => called(words), [called, words])
  const [first] = found
  return (
    <div onKeyDown={walk} role="presentation">
      <Input
        type="search"
        aria-label={find}
        placeholder={find}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first) onChoose(first.id)
        }}
      />
      <ul aria-label={t('document')} className="mt-1.5 max-h-72 overflow-y-auto">
        <Choice icon={icon} isChosen={chosen === null} onChoose={() => onChoose(null)}>
          {whole}
        </Choice>
        {found.map(({ id, title, detail }) => (
          <Choice
            key={id}
            icon={<FileText aria-hidden />}
            detail={detail}
            isChosen={id === chosen?.id}
            onChoose={() => onChoose(id)}
          >
            {title === '' ? t('common:untitled') : title}
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
