/** The card's labels: words with a colour of their own, added from what the board knows or made new. */
import { Command } from 'cmdk'
import { Plus } from 'lucide-react'
import { maxLabelLength, type BoardStore } from '@mutirao/documents'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { fold } from '../../../parse/fold.ts'
import { IconButton, Popover, Tag, tagTone } from '../../../ui/index.ts'
import { useCardContext } from '../context.ts'
import { Occupied } from '../../../view/detail/Occupied.tsx'

export function LabelsField() {
  const { t } = useTranslation('card')
  const { card, edits, readOnly } = useCardContext()
  return (
    <fieldset className="grid grid-cols-[118px_minmax(0,1fr)] items-start gap-x-2 phone:grid-cols-[104px_minmax(0,1fr)]">
      <legend className="float-left py-[6px] text-muted touch:py-3">{t('field.labels')}</legend>
      <Occupied field="labels" className="flex min-h-[30px] flex-wrap items-center gap-1 px-2 py-1 touch:min-h-11">
        {card.labels.map((label) => (
          <Tag
            key={label}
            tone={tagTone(label)}
            {...(readOnly
              ? {}
              : {
                  onRemove: () => void edits.setLabel(card.id, label, false),
                  removeLabel: t('labels.remove', { label }),
                })}
          >
            {label}
          </Tag>
        ))}
        {readOnly ? card.labels.length === 0 ? '—' : null : <AddLabel />}
      </Occupied>
    </fieldset>
  )
}

function AddLabel() {
  const { t } = useTranslation('card')
  const { card, edits, store } = useCardContext()
  const [open, setOpen] = useState(false)
  const [known, setKnown] = useState<readonly string[]>([])
  const add = (label: string) => {
    setOpen(false)
    edits.setLabel(card.id, label, true)
  }
  return (
    <Popover
      label={t('labels.add')}
      align="start"
      open={open}
      onOpenChange={(next) => {
        if (next) setKnown(labelsOf(store))
        setOpen(next)
      }}
      trigger={
        <IconButton label={t('labels.add')} size="sm" quiet>
          <Plus />
        </IconButton>
      }
      className="w-64 p-1"
    >
      <LabelList options={known.filter((label) => !card.labels.includes(label))} onAdd={add} />
    </Popover>
  )
}

function LabelList({
  options,
  onAdd,
}: {
  readonly options: readonly string[]
  readonly onAdd: (label: string) => void
}) {
  const { t } = useTranslation('card')
  const [typed, setTyped] = useState('')
  const label = typed.trim().replace(/\s+/gu, ' ')
  const isNew = label !== '' && !options.some((option) => fold(option) === fold(label))
  const tooLong = label.length > maxLabelLength
  const row =
    'flex min-h-7 cursor-default items-center rounded-sm px-2 py-1 data-[selected=true]:bg-hover touch:min-h-11'
  return (
    <Command
      label={t('labels.add')}
      filter={(value, search) => (value.startsWith('new:') || fold(value).includes(fold(search)) ? 1 : 0)}
    >
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder={t('labels.find')}
        className="w-full border-b border-line bg-transparent px-2 py-1.5 outline-none"
      />
      <Command.List className="max-h-56 overflow-y-auto pt-1">
        <Command.Empty className="px-2 py-1.5 text-muted">
          {tooLong ? t('labels.tooLong') : t('labels.none')}
        </Command.Empty>
        {options.map((option) => (
          <Command.Item key={option} value={option} onSelect={() => onAdd(option)} className={row}>
            <Tag tone={tagTone(option)}>{option}</Tag>
          </Command.Item>
        ))}
        {isNew && !tooLong ? (
          <Command.Item value={`new:${label}`} onSelect={() => onAdd(label)} className={row}>
            {t('labels.create', { label })}
          </Command.Item>
        ) : null}
      </Command.List>
    </Command>
  )
}

const mostKnown = 200

/** Labels in use on the board, most used first. Read when the list opens, not while cards move. */
function labelsOf(store: BoardStore): readonly string[] {
  const uses = new Map<string, number>()
  for (const cardId of store.cardIds())
    for (const label of store.card(cardId)?.labels ?? []) uses.set(label, (uses.get(label) ?? 0) + 1)
  return [...uses.keys()]
    .sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0) || a.localeCompare(b))
    .slice(0, mostKnown)
}
