/** A box for a comment: Ctrl+Enter or the button sends, Enter is a new line, `@` offers the members. */
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Kbd, Textarea } from '../../ui/index.ts'
import { MentionList } from './MentionList.tsx'
import { useMentions } from './use-mentions.ts'

export interface ComposerProps {
  readonly label: string
  readonly submit: string
  readonly start: string
  /** Gets the text as it would be stored. */
  readonly onText?: (text: string) => void
  /** @returns false when it was refused: the text then stays. */
  readonly onSubmit: (text: string) => boolean
  readonly onCancel?: () => void
  readonly clearAfter?: boolean
  readonly more?: ReactNode
  readonly focus?: boolean
}

/** Longest comment documents/ takes. */
const maxChars = 20_000

/** Comments begun and not sent, while the tab lives: closing the card does not throw them away. */
const drafts = new Map<string, string>()
export const keptDraft = (cardId: string): string => drafts.get(cardId) ?? ''
export function keepDraft(cardId: string, text: string): void {
  if (text === '') drafts.delete(cardId)
  else drafts.set(cardId, text)
}

export function Composer(props: ComposerProps) {
  const { label, submit, start, onText, onSubmit, onCancel, clearAfter = false, more, focus = false } = props
  const { t } = useTranslation('card')
  const box = useRef<HTMLTextAreaElement>(null)
  const mentions = useMentions(start, box, onText)
  const stored = mentions.stored.trim()
  const tooLong = stored.length > maxChars
  const send = () => {
    if (stored === '' || tooLong) return
    if (onSubmit(stored) && clearAfter) mentions.write('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (mentions.onKey(event)) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    }
    if (event.key === 'Escape' && onCancel) {
      event.preventDefault()
      onCancel()
    }
  }
  return (
    <div className="relative grid gap-2">
      {mentions.people.length > 0 ? (
        <MentionList id={mentions.listId} people={mentions.people} active={mentions.active} onChoose={mentions.pick} />
      ) : null}
      <Textarea
        ref={(element) => {
          box.current = element
          if (focus && element && document.activeElement !== element) element.focus()
        }}
        {...mentions.combobox}
        aria-label={label}
        aria-invalid={tooLong || undefined}
        placeholder={label}
        value={mentions.text}
        onChange={(event) => mentions.write(event.target.value)}
        onSelect={mentions.onSelect}
        onKeyDown={onKeyDown}
      />
      <div className="flex items-center justify-end gap-2">
        {tooLong ? (
          <span role="alert" className="mr-auto text-sm text-red">
            {t('comments.tooLong')}
          </span>
        ) : (
          <span className="mr-auto flex gap-2 text-sm text-soft touch:hidden">
            <Kbd keys="mod+enter" />
            <span>{t('comments.mentionHint')}</span>
          </span>
        )}
        {more}
        <Button variant="primary" size="sm" disabled={stored === '' || tooLong} onClick={send}>
          {submit}
        </Button>
      </div>
    </div>
  )
}
