/** A box for a comment: Ctrl+Enter or the button sends, Enter is a new line. */
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Kbd, Textarea } from '../../../ui/index.ts'

export interface ComposerProps {
  readonly label: string
  readonly submit: string
  readonly start: string
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
  const [text, setText] = useState(start)
  const tooLong = text.length > maxChars
  const write = (next: string) => {
    setText(next)
    onText?.(next)
  }
  const send = () => {
    if (text.trim() === '' || tooLong) return
    if (onSubmit(text.trim()) && clearAfter) write('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
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
    <div className="grid gap-2">
      <Textarea
        ref={(element) => {
          if (focus && element && document.activeElement !== element) element.focus()
        }}
        aria-label={label}
        aria-invalid={tooLong || undefined}
        placeholder={label}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="flex items-center justify-end gap-2">
        {tooLong ? (
          <span role="alert" className="mr-auto text-sm text-red">
            {t('comments.tooLong')}
          </span>
        ) : (
          <span className="mr-auto text-sm text-soft touch:hidden">
            <Kbd keys="mod+enter" />
          </span>
        )}
        {more}
        <Button variant="primary" size="sm" disabled={text.trim() === '' || tooLong} onClick={send}>
          {submit}
        </Button>
      </div>
    </div>
  )
}
