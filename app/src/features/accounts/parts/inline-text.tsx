import { clsx } from 'clsx'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { inOneLine, rowsFor, wrapping } from '../../../view/fields/wrapping.ts'
import { numberKinds, type NumberKind } from '../model/checks.ts'

const look =
  'w-full min-w-0 rounded-md bg-transparent px-2 py-[5px] text-text outline-none transition-shadow touch:min-h-11 ' +
  'hover:bg-hover read-only:hover:bg-transparent focus:bg-surface focus:shadow-[inset_0_0_0_2px_var(--brand)] placeholder:text-faint'

export interface InlineTextProps {
  readonly label: string
  /** As it is stored. */
  readonly value: string
  readonly onWrite: (value: string) => void
  readonly readOnly: boolean
  readonly placeholder?: string
  /** A number or address: shown with its punctuation, and what is wrong with it is said. It is kept all the same. */
  readonly kind?: NumberKind
  readonly multiline?: boolean
  /** One line that is never cut: an address. */
  readonly wraps?: boolean
  /** The name cannot be empty: a blank text is given up for the stored one. */
  readonly required?: boolean
  /** Shown at the right end of the control. */
  readonly after?: ReactNode
  readonly className?: string
  readonly hideLabel?: boolean
}

/** Text until somebody enters it. Enter and leaving write, Esc gives up what was typed; closing the page loses nothing. */
export function InlineText(props: InlineTextProps) {
  const {
    label,
    value,
    readOnly,
    placeholder = '—',
    kind,
    multiline = false,
    wraps = false,
    after,
    className,
    hideLabel = false,
  } = props
  const { t } = useTranslation('accounts')
  const id = useId()
  const draft = useDraft(props)
  const shown = draft.text ?? (kind ? numberKinds[kind].shown(value) : value)
  // While somebody types nothing is wrong yet.
  const problem = kind && value !== '' && draft.text === null ? numberKinds[kind].problem(value) : null
  const control = {
    id,
    value: shown,
    readOnly,
    placeholder: readOnly ? '—' : placeholder,
    onBlur: draft.onBlur,
    onChange: draft.onChange,
    onKeyDown: draft.onKeyDown,
    'aria-describedby': problem || draft.overtaken ? `${id}-note` : undefined,
    className: clsx(look, after !== undefined && after !== null && 'pr-9', className),
  }
  return (
    <div className={hideLabel ? 'min-w-0' : 'grid grid-cols-[96px_minmax(0,1fr)] items-start gap-x-2'}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'py-[5px] text-muted touch:py-3'}>
        {label}
      </label>
      <div className="min-w-0">
        <div className="relative">
          {multiline ? (
            <textarea
              {...control}
              rows={2}
              className={clsx(control.className, 'field-sizing-content max-h-72 resize-none')}
            />
          ) : wraps ? (
            <textarea
              {...control}
              rows={rowsFor(shown)}
              autoComplete="off"
              inputMode={kind === 'email' ? 'email' : 'url'}
              onChange={(event) => draft.onChange({ target: { value: inOneLine(event.target.value) } })}
              className={clsx(control.className, wrapping, 'touch:py-[11px]')}
            />
          ) : (
            <input
              {...control}
              autoComplete="off"
              inputMode={kind === 'phone' ? 'tel' : kind === 'email' ? 'email' : 'text'}
            />
          )}
          {after ? <span className="absolute top-0.5 right-0.5">{after}</span> : null}
        </div>
        {problem ? (
          <p id={`${id}-note`} className="px-2 pb-1 text-sm text-amber">
            {t(`wrong.${problem}`)} {t('wrong.kept')}
          </p>
        ) : null}
        {draft.overtaken ? (
          <output id={`${id}-note`} className="block px-2 pb-1 text-sm text-amber">
            {t('overtaken', { value })}{' '}
            <button
              type="button"
              className="font-medium underline underline-offset-2"
              // Before the blur of the field, which would write what is typed.
              onPointerDown={(event) => event.preventDefault()}
              onClick={draft.giveUp}
            >
              {t('overtakenUse')}
            </button>
          </output>
        ) : null}
      </div>
    </div>
  )
}

function useDraft({ value, onWrite, kind, multiline = false, required = false, readOnly }: InlineTextProps) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly from: string } | null>(null)
  const touched = draft !== null && draft.text !== (kind ? numberKinds[kind].shown(draft.from) : draft.from)
  const write = () => {
    if (!draft || !touched || readOnly) return
    const next = kind ? numberKinds[kind].stored(draft.text) : draft.text.trim()
    if (next !== draft.from && !(required && next === '')) onWrite(next)
  }
  // The page can go away under the cursor: React then fires no blur.
  const last = useRef(write)
  useEffect(() => {
    last.current = write
  })
  useEffect(() => () => last.current(), [])
  return {
    text: draft?.text ?? null,
    overtaken: touched && draft.from !== value,
    giveUp: () => setDraft(null),
    onBlur: () => {
      write()
      setDraft(null)
    },
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setDraft({ text: event.target.value, from: draft?.from ?? value }),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.nativeEvent.isComposing) return
      if (event.key === 'Escape' && draft !== null) {
        // One layer: what was typed.
        event.preventDefault()
        setDraft(null)
      }
      if (event.key === 'Enter' && !(multiline && !event.metaKey && !event.ctrlKey)) {
        event.preventDefault()
        write()
        setDraft(null)
      }
    },
  }
}
