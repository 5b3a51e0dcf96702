import { ChevronUp, Plus, X } from 'lucide-react'
import { maxOptions, type FieldOption, type FieldSnapshot } from '@mutirao/documents'
import { useEffect, useRef, useState } from 'react'
import type { FieldEdits } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Dot, IconButton, Input, Menu, MenuChoices } from '../../ui/index.ts'
import { NameInput } from './NameInput.tsx'
import { colorAt, optionColors } from './types.tsx'

const maxNameLength = 100

/** The answers of a choice. Removing one leaves the cards that have it as they are: they say so until somebody chooses anew. */
export function Options({
  field,
  edits,
  isNew,
}: {
  readonly field: FieldSnapshot
  readonly edits: FieldEdits
  readonly isNew: boolean
}) {
  const { t } = useTranslation('fields')
  const { options } = field
  const [isAdding, setAdding] = useState(isNew)
  const write = (next: readonly FieldOption[]) => void edits.editField(field.id, { options: next })
  const newId = () => edits.newOptionId()
  const change = (id: string, with_: Partial<FieldOption>) =>
    write(options.map((option) => (option.id === id ? { ...option, ...with_ } : option)))
  return (
    <div className="pt-1 pl-6">
      <ul aria-label={t('options', { name: field.name })}>
        {options.map((option, index) => (
          <li key={option.id} className="flex items-center gap-1">
            <ColorMenu option={option} onChange={(color) => change(option.id, { color })} />
            <NameInput
              label={t('optionName', { number: index + 1, name: field.name })}
              value={option.name}
              maxLength={maxNameLength}
              onWrite={(name) => change(option.id, { name })}
              className="flex-1"
            />
            <IconButton
              quiet
              size="sm"
              label={t('optionUp', { name: option.name })}
              disabled={index === 0}
              onClick={() => write(options.toSpliced(index, 1).toSpliced(index - 1, 0, option))}
            >
              <ChevronUp />
            </IconButton>
            <IconButton
              quiet
              size="sm"
              label={t('optionRemove', { name: option.name })}
              onClick={() => write(options.toSpliced(index, 1))}
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
      {isAdding ? (
        <NewOption
          onAdd={(name) => write([...options, { id: newId(), name, color: colorAt(options.length) }])}
          onEnd={() => setAdding(false)}
        />
      ) : options.length < maxOptions ? (
        <Button variant="plain" size="sm" icon={<Plus />} onClick={() => setAdding(true)} className="-ml-1">
          {t('optionAdd')}
        </Button>
      ) : null}
    </div>
  )
}

/** Enter adds and asks for the next one; Esc or leaving it empty ends. */
function NewOption({ onAdd, onEnd }: { readonly onAdd: (name: string) => void; readonly onEnd: () => void }) {
  const { t } = useTranslation('fields')
  const [name, setName] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const add = () => {
    if (name.trim() !== '') onAdd(name.trim())
    setName('')
  }
  return (
    <Input
      ref={input}
      data-own-escape
      name="new-option"
      aria-label={t('optionNew')}
      placeholder={t('optionNew')}
      maxLength={maxNameLength}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => {
        add()
        onEnd()
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          if (name.trim() === '') onEnd()
          else add()
        }
        if (event.key === 'Escape') {
          setName('')
          onEnd()
        }
      }}
      className="my-1"
    />
  )
}

function ColorMenu({ option, onChange }: { readonly option: FieldOption; readonly onChange: (color: string) => void }) {
  const { t } = useTranslation('fields')
  return (
    <Menu
      trigger={
        <IconButton quiet size="sm" label={t('optionColor', { name: option.name })}>
          <Dot color={option.color} className="size-3!" />
        </IconButton>
      }
    >
      <MenuChoices
        value={option.color}
        onChange={onChange}
        options={optionColors.map(({ name, color }) => ({
          value: color,
          label: t(`color.${name}`),
          icon: <Dot color={color} className="size-3!" />,
        }))}
      />
    </Menu>
  )
}
