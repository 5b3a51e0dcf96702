/** The fields of the card: they live on the board document, so they work wherever the board does. */
import { Mail, Phone } from 'lucide-react'
import type { BoardStore, CardFieldName } from '@mutirao/documents'
import { useId, useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { useCardContext } from '../context.ts'
import { parseEmail, parsePhone, parseText } from '../../../parse/typed.ts'
import { AccountField } from './AccountField.tsx'
import { CustomFields } from './CustomFields.tsx'
import { DayField } from './DayField.tsx'
import { LabelsField } from './LabelsField.tsx'
import { OwnerField } from './OwnerField.tsx'
import { TextField, type TextFieldProps } from '../../../view/fields/TextField.tsx'
import { ValueField } from './ValueField.tsx'

type PlainField = Exclude<CardFieldName, 'title' | 'value' | 'owner' | 'closeOn' | 'nextActivityOn'>

export interface FieldsProps {
  /** Kind of the stage the card lies in. */
  readonly stageKind: 'open' | 'won' | 'lost'
  readonly lostReasonRef: RefObject<HTMLInputElement | HTMLTextAreaElement | null>
}

export function Fields({ stageKind, lostReasonRef }: FieldsProps) {
  const { t } = useTranslation('card')
  const { card } = useCardContext()
  const { contactEmail: address, contactPhone: number } = card
  return (
    <div className="grid gap-0.5 px-5 py-3">
      {stageKind === 'lost' || card.lostReason !== '' ? (
        <PlainText wraps field="lostReason" inputRef={lostReasonRef} />
      ) : null}
      <AccountField />
      <ValueField />
      <OwnerField />
      <DayField field="closeOn" canBeLate={stageKind === 'open' && card.deletedAt === null} />
      <PlainText wraps field="nextActivity" />
      {card.nextActivity === '' && card.nextActivityOn === null ? null : (
        <DayField field="nextActivityOn" canBeLate={stageKind === 'open' && card.deletedAt === null} />
      )}
      <LabelsField />
      <PlainText field="contactName" />
      <PlainText
        wraps
        field="contactEmail"
        inputMode="email"
        parse={parseEmail}
        after={
          isAddress(address) ? (
            <Reach href={`mailto:${address}`} label={t('contact.mail', { address })} icon={<Mail />} />
          ) : null
        }
      />
      <PlainText
        field="contactPhone"
        inputMode="tel"
        parse={parsePhone}
        after={
          number === '' ? null : (
            <Reach
              href={`tel:${number.replace(/[^+\d]/gu, '')}`}
              label={t('contact.call', { number })}
              icon={<Phone />}
            />
          )
        }
      />
      <SourceField />
      <CustomFields />
    </div>
  )
}

const isAddress = (text: string): boolean => parseEmail(text).ok && text !== ''

interface PlainTextProps extends Partial<Omit<TextFieldProps<string>, 'field'>> {
  readonly field: PlainField
}

function PlainText({ field, ...more }: PlainTextProps) {
  const { t } = useTranslation('card')
  const { card, edits } = useCardContext()
  return (
    <TextField<string>
      field={field}
      label={t(`field.${field}`)}
      stored={card[field]}
      placeholder={t(`hint.${field}`)}
      parse={parseText}
      onWrite={(value) => void edits.setField(card.id, field, value)}
      {...more}
    />
  )
}

/** Suggests what other cards of the board say. */
function SourceField() {
  const { store } = useCardContext()
  const list = useId()
  const [known, setKnown] = useState<readonly string[]>([])
  return (
    <>
      <PlainText field="source" list={list} onEnter={() => setKnown(sourcesOf(store))} />
      <datalist id={list}>
        {known.map((source) => (
          <option key={source} value={source}>
            {source}
          </option>
        ))}
      </datalist>
    </>
  )
}

const mostSources = 30
function sourcesOf(store: BoardStore): readonly string[] {
  const found = new Set<string>()
  for (const cardId of store.cardIds()) {
    const source = store.card(cardId)?.source ?? ''
    if (source !== '') found.add(source)
    if (found.size >= mostSources) break
  }
  return [...found].sort((a, b) => a.localeCompare(b))
}

/** Writes or calls with the device's own program. */
function Reach({ href, label, icon }: { readonly href: string; readonly label: string; readonly icon: ReactNode }) {
  return (
    <a
      href={href}
      aria-label={label}
      title={label}
      className="grid size-7 place-items-center rounded-md text-faint hover:text-brand touch:size-11 [&>svg]:size-4"
    >
      {icon}
    </a>
  )
}
